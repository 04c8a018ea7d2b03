"""Q23c to Q23e: where leavers went."""

from hearth.reports.performance.shared_lines import (
    BY_RACE,
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
)
from hearth.reports.table import Line, Table

_DESTINATIONS = {
    "Homeless Situations": {
        116: "Place not meant for habitation (e.g., a vehicle, an abandoned building, bus/train/subway "
        "station/airport or anywhere outside)",
        101: "Emergency shelter, including hotel or motel paid for with emergency shelter voucher, Host Home shelter",
        118: "Safe Haven",
    },
    "Institutional Situations": {
        215: "Foster care home or foster care group home",
        206: "Hospital or other residential non-psychiatric medical facility",
        207: "Jail, prison, or juvenile detention facility",
        225: "Long-term care facility or nursing home",
        204: "Psychiatric hospital or other psychiatric facility",
        205: "Substance abuse treatment facility or detox center",
    },
    "Temporary Situations": {
        302: "Transitional housing for homeless persons (including homeless youth)",
        329: "Residential project or halfway house with no homeless criteria",
        314: "Hotel or motel paid for without emergency shelter voucher",
        332: "Host Home (non-crisis)",
        312: "Staying or living with family, temporary tenure (e.g., room, apartment, or house)",
        313: "Staying or living with friends, temporary tenure (e.g., room, apartment, or house)",
        327: "Moved from one HOPWA funded project to HOPWA TH",
    },
    "Permanent Situations": {
        422: "Staying or living with family, permanent tenure",
        423: "Staying or living with friends, permanent tenure",
        426: "Moved from one HOPWA funded project to HOPWA PH",
        410: "Rental by client, no ongoing housing subsidy",
        435: "Rental by client, with ongoing housing subsidy",
        421: "Owned by client, with ongoing housing subsidy",
        411: "Owned by client, no ongoing housing subsidy",
    },
}
_GROUPS = ("homeless", "institutional", "temporary", "permanent")
_SUBSIDIES = {
    428: "GPD TIP housing subsidy",
    419: "VASH housing subsidy",
    431: "RRH or equivalent subsidy",
    433: "HCV voucher (tenant or project based) (not dedicated)",
    434: "Public housing unit",
    420: "Rental by client, with other ongoing housing subsidy",
    436: "Housing Stability Voucher",
    437: "Family Unification Program Voucher (FUP)",
    438: "Foster Youth to Independence Initiative (FYI)",
    439: "Permanent Supportive Housing",
    440: "Other permanent housing dedicated for formerly homeless persons",
}


def _rows() -> dict[str, Line]:
    rows: dict[str, Line] = {}
    for group, (heading, destinations) in zip(_GROUPS, _DESTINATIONS.items(), strict=True):
        rows[heading] = Line("false")
        rows |= {name: Line(f"destination = {code}") for code, name in destinations.items()}
        rows[f"{heading}: Subtotal"] = Line(f"destination_group = '{group}'", label="Subtotal")
    rows["Other Situations"] = Line("false")
    rows |= {
        "No Exit Interview completed": Line("destination = 30"),
        "Other": Line("destination = 17"),
        "Deceased": Line("destination = 24"),
        NOT_TOLD: Line("destination in (8, 9)"),
        NOT_COLLECTED: Line(
            "destination_group = 'other' and coalesce(destination, 99) not in (8, 9, 17, 24, 30)"
        ),
        "Other Situations: Subtotal": Line("destination_group = 'other'", label="Subtotal"),
        "TOTAL": Line(),
    }
    return rows | {
        "Total persons exiting to positive housing destinations": Line(
            "is_positive", "Positive for the type of the project of the stay: HUD's Appendix A."
        ),
        "Total persons exiting to destinations that excluded them from the calculation": Line(
            "is_excluded", "Left out for the type of the project of the stay: HUD's Appendix A."
        ),
        "Percentage of persons exiting to positive housing destinations": Line(
            "is_positive",
            "Of all leavers but those whose destination leaves them out.",
            over="not is_excluded",
        ),
    }


Q23C = Table(
    code="Q23c",
    title="Exit Destination",
    source=f"{SPECIFICATION}, Q23c and Appendix A; {GLOSSARY}: Project Leavers, Age, Household Types",
    words="Leavers, by their own destination.",
    where="scope = 'report' and is_leaver",
    columns=HOUSEHOLD_TYPES,
    rows=_rows(),
    grey=grey_cells("BCDEF", [2, 7, 15, 24, 33]),
)

Q23D = Table(
    code="Q23d",
    title="Exit Destination – Subsidy Type of Persons Exiting to Rental by Client With An Ongoing Subsidy",
    source=f"{SPECIFICATION}, Q23d; {GLOSSARY}: Active Clients, Age, Household Types",
    words="Leavers to a rental with an ongoing subsidy, outside homelessness prevention.",
    where="scope = 'report' and is_leaver and destination = 435 and project_type is distinct from 12",
    columns=HOUSEHOLD_TYPES,
    rows={name: Line(f"subsidy = {code}") for code, name in _SUBSIDIES.items()} | {"TOTAL": Line()},
)

Q23E = Table(
    code="Q23e",
    title="Exit Destination Type by Race and Ethnicity",
    source=f"{SPECIFICATION}, Q23e; {GLOSSARY}: Project Leavers",
    words=Q23C.words,
    where=Q23C.where,
    columns={"Total": Line()} | BY_RACE,
    rows={
        heading: Line(f"destination_group = '{group}'")
        for heading, group in zip(_DESTINATIONS, _GROUPS, strict=True)
    }
    | {"Other Situations": Line("destination_group = 'other'"), "Total": Line()},
)
