"""Q25a to Q26e: veterans, and people who were chronically homeless at project start."""

from hearth.reports.performance.q11 import ADULT_BANDS, Q11, age_rows
from hearth.reports.performance.q13 import CONDITIONS
from hearth.reports.performance.q23 import Q23C, Q23D
from hearth.reports.performance.shared_lines import (
    ADULT_HOUSEHOLD_TYPES,
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
    narrowed,
)
from hearth.reports.table import Line, Table

_SOURCE = f"{GLOSSARY}: Active Clients, Age, Household Types, Chronic Homelessness at Project Start"
_VETERANS = "Veterans: adults whose veteran status is yes."
_CHRONIC = "Chronically homeless at project start, by their own answers or because of their household."

Q25A = Table(
    code="Q25a",
    title="Number of Veterans",
    source=f"{SPECIFICATION}, Q25a; {_SOURCE}",
    words="Adults. Whose chronic homelessness is unknown counts as not chronically homeless.",
    where="scope = 'report' and is_adult",
    columns=ADULT_HOUSEHOLD_TYPES,
    rows={
        "Chronically Homeless Veteran": Line("veteran_status = 1 and chronic = 'yes'"),
        "Non-Chronically Homeless Veteran": Line("veteran_status = 1 and chronic <> 'yes'"),
        "Not a Veteran": Line("veteran_status = 0"),
        NOT_TOLD: Line("veteran_status in (8, 9)"),
        NOT_COLLECTED: Line("coalesce(veteran_status, 99) not in (0, 1, 8, 9)"),
        "Total": Line(),
    },
)

Q25B = Table(
    code="Q25b",
    title="Number of Veteran Households",
    source=f"{SPECIFICATION}, Q25b; {_SOURCE}",
    words="Heads of household by their latest stay, with all adults who were active in it. The first row that matches "
    "counts.",
    where="scope = 'report' and is_hoh and household_veteran is not null",
    columns=ADULT_HOUSEHOLD_TYPES,
    rows={
        "Chronically Homeless Veteran": Line("household_veteran = 'chronic veteran'"),
        "Non-Chronically Homeless Veteran": Line("household_veteran = 'veteran'"),
        "Not a Veteran": Line("household_veteran = 'no'"),
        NOT_TOLD: Line("household_veteran = 'not told'"),
        NOT_COLLECTED: Line("household_veteran = 'missing'"),
        "Total": Line(),
    },
)

Q25D = narrowed(
    Q11,
    "Q25d",
    "Age – Veterans",
    "is_veteran",
    _VETERANS,
    columns=ADULT_HOUSEHOLD_TYPES,
    rows=age_rows(*ADULT_BANDS, last=65),
    grey=grey_cells("BCDE", [8, 9]),
)
Q25I = narrowed(Q23C, "Q25i", "Exit Destination – Veterans", "is_veteran", _VETERANS)
Q25J = narrowed(
    Q23D,
    "Q25j",
    "Exit Destination – Subsidy Type of Persons Exiting to Rental by Client With An Ongoing Subsidy - Veteran",
    "is_veteran",
    _VETERANS,
    columns=ADULT_HOUSEHOLD_TYPES,
)


def _chronic_rows(status: str) -> dict[str, Line]:
    return {
        "Chronically Homeless": Line(f"{status} = 'yes'"),
        "Not Chronically Homeless": Line(f"{status} = 'no'"),
        NOT_TOLD: Line(f"{status} = 'not told'"),
        NOT_COLLECTED: Line(f"{status} = 'missing'"),
        "Total": Line(),
    }


Q26A = Table(
    code="Q26a",
    title="Chronic Homeless Status - Number of Households w/at least one or more CH person",
    source=f"{SPECIFICATION}, Q26a; {_SOURCE}",
    words="Heads of household with the adults whose latest stay is with them. The first row that matches counts.",
    where="scope = 'report' and is_hoh",
    columns=HOUSEHOLD_TYPES,
    rows=_chronic_rows("household_chronic"),
)
Q26B = Table(
    code="Q26b",
    title="Number of Chronically Homeless Persons by Household",
    source=f"{SPECIFICATION}, Q26b; {_SOURCE}",
    columns=HOUSEHOLD_TYPES,
    rows=_chronic_rows("chronic"),
)
Q26D = narrowed(
    Q11,
    "Q26d",
    "Age of Chronically Homeless Persons",
    "chronic = 'yes'",
    _CHRONIC,
    rows=age_rows((0, 17), *ADULT_BANDS, last=65),
    grey=grey_cells("C", [2]) | grey_cells("E", range(3, 11)),
)
Q26E = Table(
    code="Q26e",
    title="Physical and Mental Health Conditions - Chronically Homeless Persons",
    source=f"{SPECIFICATION}, Q26e (after Q13a1, Q13c1 and Q13b1)",
    corner="Conditions",
    words=f"Only a definite yes counts. {_CHRONIC}",
    where="scope = 'report' and chronic = 'yes'",
    columns={
        "Conditions At Start": Line(gives={"when": "start"}),
        "Conditions at Latest Assessment for Stayers": Line("not is_leaver", gives={"when": "latest"}),
        "Conditions at Exit for Leavers": Line("is_leaver", gives={"when": "exit"}),
    },
    rows={label: Line(where) for label, where in CONDITIONS.items()},
)
