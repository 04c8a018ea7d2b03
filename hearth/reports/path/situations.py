"""The living situations of Q25 and Q26h, by their groups, in the order of each table."""

from collections.abc import Iterable

from hearth.reports.path.specification import NOT_KNOWN, asked

_HOMELESS = {
    116: "Place not meant for habitation (e.g., a vehicle, an abandoned building, bus/train/subway station/airport or "
    "anywhere outside)",
    101: "Emergency shelter, including hotel or motel paid for with emergency shelter voucher, Host Home shelter",
    118: "Safe Haven",
}
_INSTITUTIONAL = {
    215: "Foster care home or foster care group home",
    206: "Hospital or other residential non-psychiatric medical facility",
    207: "Jail, prison, or juvenile detention facility",
    225: "Long-term care facility or nursing home",
}
_PSYCHIATRIC = {204: "Psychiatric hospital or other psychiatric facility"}
_DETOX = {205: "Substance abuse treatment facility or detox center"}
_TEMPORARY = {
    302: "Transitional housing for homeless persons (including homeless youth)",
    329: "Residential project or halfway house with no homeless criteria",
    314: "Hotel or motel paid for without emergency shelter voucher",
    332: "Host Home (non-crisis)",
}
_OWN_HOUSING = {
    410: "Rental by client, no ongoing housing subsidy",
    435: "Rental by client, with ongoing housing subsidy",
    421: "Owned by client, with ongoing housing subsidy",
    411: "Owned by client, no ongoing housing subsidy",
}

_HOMELESS_GROUP = "Homeless Situations (100-199)"
_INSTITUTIONAL_GROUP = "Institutional Situations (200-299)"
_TEMPORARY_GROUP = "Temporary Housing Situations (300-399)"
_PERMANENT_GROUP = "Permanent Housing Situations (400-499)"
_OTHER_GROUP = "Other (1-99)"

DESTINATIONS = {
    _HOMELESS_GROUP: _HOMELESS,
    _INSTITUTIONAL_GROUP: _INSTITUTIONAL | _PSYCHIATRIC | _DETOX,
    _TEMPORARY_GROUP: _TEMPORARY
    | {
        312: "Staying or living with family, temporary tenure (e.g., room, apartment, or house)",
        313: "Staying or living with friends, temporary tenure (e.g., room, apartment, or house)",
        327: "Moved from one HOPWA funded project to HOPWA TH",
    },
    _PERMANENT_GROUP: {
        422: "Staying or living with family, permanent tenure",
        423: "Staying or living with friends, permanent tenure",
        426: "Moved from one HOPWA funded project to HOPWA PH",
    }
    | _OWN_HOUSING,
    _OTHER_GROUP: {30: "No exit interview completed", 17: "Other", 24: "Deceased"} | NOT_KNOWN,
}

PRIOR_SITUATIONS = {
    _HOMELESS_GROUP: _HOMELESS,
    _INSTITUTIONAL_GROUP: _INSTITUTIONAL | _DETOX | _PSYCHIATRIC,
    _TEMPORARY_GROUP: _TEMPORARY
    | {
        336: "Staying or living in a friend’s room, apartment, or house",
        335: "Staying or living in a family member’s room, apartment, or house",
    },
    _PERMANENT_GROUP: _OWN_HOUSING,
    _OTHER_GROUP: NOT_KNOWN,
}


def in_group(column: str, situations: Iterable[int], groups: dict[str, dict[int, str]]) -> dict[int, str]:
    """Give the condition of each situation of a group. What no group has was not collected (99)."""
    known = [code for group in groups.values() for code in group]
    return {code: asked(column, code, known) for code in situations}
