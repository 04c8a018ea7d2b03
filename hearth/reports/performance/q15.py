"""Q15: the living situation of adults and heads of household before the project."""

from hearth.reports.performance.shared_lines import (
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
)
from hearth.reports.table import Line, Table

_SITUATIONS = {
    "Homeless Situations": {
        116: "Place not meant for habitation",
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
        336: "Staying or living in a friend’s room, apartment, or house",
        335: "Staying or living in a family member’s room, apartment, or house",
    },
    "Permanent Situations": {
        410: "Rental by client, no ongoing housing subsidy",
        435: "Rental by client, with ongoing housing subsidy",
        421: "Owned by client, with ongoing housing subsidy",
        411: "Owned by client, no ongoing housing subsidy",
    },
}


def _rows() -> dict[str, Line]:
    rows: dict[str, Line] = {}
    known: list[int] = []
    for group, situations in _SITUATIONS.items():
        rows[group] = Line("false")
        rows |= {name: Line(f"living_situation = {code}") for code, name in situations.items()}
        listed = ", ".join(map(str, situations))
        rows[f"{group}: Subtotal"] = Line(f"living_situation in ({listed})", label="Subtotal")
        known += situations
    listed = ", ".join(map(str, known))
    return rows | {
        NOT_TOLD: Line("living_situation in (8, 9)"),
        NOT_COLLECTED: Line(f"coalesce(living_situation, 99) not in (8, 9, {listed})"),
        "Unknown: Subtotal": Line(f"coalesce(living_situation, 99) not in ({listed})", label="Subtotal"),
        "TOTAL": Line(),
    }


Q15 = Table(
    code="Q15",
    title="Living Situation",
    source=f"{SPECIFICATION}, Q15; {GLOSSARY}: Active Clients, Age, Household Types; HMIS Data Dictionary 3.917",
    words="Adults and heads of household, by the latest stay.",
    where="scope = 'report' and (is_adult or is_hoh)",
    columns=HOUSEHOLD_TYPES,
    rows=_rows(),
    grey=grey_cells("BCDEF", [2, 7, 15, 23]),
)
