"""Q27a to Q27m: youth, who are 12 to 24 in households with nobody known to be older."""

from dataclasses import replace
from typing import Any

from hearth.reports.performance.q11 import Q11, age_rows
from hearth.reports.performance.q15 import Q15
from hearth.reports.performance.q16 import Q17, Q18
from hearth.reports.performance.q19 import Q19B, disabling_columns
from hearth.reports.performance.q22 import Q22A1, Q22B, Q22C, Q22E
from hearth.reports.performance.q23 import Q23C, Q23D
from hearth.reports.performance.shared_lines import (
    GLOSSARY,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
    narrowed,
)
from hearth.reports.table import Line, Table

_YOUTH = "Youth: aged 12 to 24, in a household with nobody known to be 25 or older."
# These tables take in heads of household who are minors, where the general ones look at adults only.
_EARNERS = f"{_YOUTH} Adults, and heads of household who are minors."


def _called_youth(rows: dict[str, Line]) -> dict[str, Line]:
    return {label.replace("Adults", "Youth").replace("adult", "youth"): line for label, line in rows.items()}


Q27A = narrowed(
    Q11,
    "Q27a",
    "Age of Youth",
    "is_youth",
    _YOUTH,
    rows=age_rows((12, 17), (18, 24)),
    grey=grey_cells("C", [2]) | grey_cells("E", [3]) | grey_cells("BCDEF", [4, 5]) | grey_cells("F", [6]),
)

Q27B = Table(
    code="Q27b",
    title="Parenting Youth",
    source=f"{SPECIFICATION}, Q27b; {GLOSSARY}: Active Clients, Age, Youth Households",
    words="Households whose head is a youth with a child of the head under 18 active in the range: by the head's "
    "latest stay, with everybody active in it, whatever their own latest stay is.",
    where="scope = 'parenting'",
    columns={
        "Total parenting youth": Line("is_hoh or is_adult", "Heads, and all adults of the household."),
        "Total children of parenting youth": Line("is_child_of_head", "Under 18, the head's child."),
        "Total Persons": Line(),
        "Total Households": Line("is_hoh"),
    },
    rows={
        "Parent youth < 18": Line("head_age < 18", "By the head's age."),
        "Parent youth 18 to 24": Line("head_age >= 18", "By the head's age."),
    },
)

Q27D = narrowed(
    Q15, "Q27d", "Living Situation – Youth", "is_youth and is_hoh", f"{_YOUTH} Heads of household only."
)
Q27E = narrowed(Q22A1, "Q27e", "Length of Participation - Youth", "is_youth", _YOUTH)
Q27F1 = narrowed(Q23C, "Q27f1", "Exit Destination – Youth", "is_youth", _YOUTH)
Q27F2 = narrowed(
    Q23D,
    "Q27f2",
    "Exit Destination – Subsidy Type of Persons Exiting to Rental by Client With An Ongoing Subsidy - Youth",
    "is_youth",
    _YOUTH,
)


def _of_young_earners(table: Table, code: str, title: str, **changes: Any) -> Table:
    narrow = narrowed(
        table, code, title, "is_youth", _EARNERS, rows=_called_youth(dict(table.rows)), **changes
    )
    return replace(narrow, where=narrow.where.replace("is_adult", "(is_adult or is_hoh)"))


Q27G = _of_young_earners(Q17, "Q27g", "Cash Income – Sources - Youth")
Q27H = _of_young_earners(
    Q18,
    "Q27h",
    "Client Cash Income Category - Earned/Other Income Category - by Start and Annual Assessment/Exit Status - Youth",
    corner="Number of Youth By Income Category",
    columns=_called_youth(dict(Q18.columns)),
)
Q27I = _of_young_earners(
    Q19B,
    "Q27i",
    "Disabling Conditions and Income for Youth at Exit",
    columns=disabling_columns(
        {
            "AO": "Without Children",
            "AC": "With Children and Adults",
            "CO": "With Only Children",
            "UK": "Unknown Household Type",
        },
        "Youth",
        "Youth",
    ),
    grey=grey_cells("EIMQ", [18]),
)
Q27J = narrowed(
    Q22B, "Q27j", "Average and Median Length of Participation in Days - Youth", "is_youth", _YOUTH
)
Q27K = narrowed(
    Q22C,
    "Q27k",
    "Length of Time between Project Start Date and Housing Move-in Date - Youth",
    "is_youth",
    _YOUTH,
)
Q27L = narrowed(
    Q22E,
    "Q27l",
    "Length of Time Prior to Housing - based on 3.917 Date Homelessness Started - Youth",
    "is_youth",
    _YOUTH,
)

_LAST_EDUCATION = (
    "K12: Graduated from high school",
    "K12: Obtained GED",
    "K12: Dropped out",
    "K12: Suspended",
    "K12: Expelled",
    "Higher education: Pursuing a credential but not currently attending",
    "Higher education: Dropped out",
    "Higher education: Obtained a credential/degree",
)
_EDUCATION = (
    "Pursuing a high school diploma or GED",
    "Pursuing Associate Degree",
    "Pursuing Bachelor Degree",
    "Pursuing Graduate Degree",
    "Pursuing other post-secondary credential",
)


def _answers(heading: str, column: str, asked: str, labels: tuple[str, ...]) -> dict[str, Line]:
    """Give the rows of one answer, asked of those for whom `asked` holds."""
    rows = {label: Line(f"{asked} and {column} = {code}") for code, label in enumerate(labels)}
    known = ", ".join(str(code) for code in range(len(labels)) if code not in (8, 9))
    return rows | {
        f"{heading}: {NOT_TOLD}": Line(f"{asked} and {column} in (8, 9)", label=NOT_TOLD),
        f"{heading}: {NOT_COLLECTED}": Line(
            f"{asked} and coalesce({column}, 99) not in (8, 9, {known})", label="Data not collected"
        ),
    }


_OUT, _IN = "{when}_school = 0", "{when}_school in (1, 2)"
_OUT_HEADING = "For those not enrolled – most recent education status"
_IN_HEADING = "For those currently enrolled – current status"

Q27M = Table(
    code="Q27m",
    title="Education Status – Youth",
    source=f"{SPECIFICATION}, Q27m; {GLOSSARY}: Active Clients, Age, Youth Households",
    corner="Current school and attendance",
    words=f"Leavers who head their household, from YHDP-funded projects of types 2, 3, 4, 6 and 13. {_YOUTH}",
    where="scope = 'report' and is_youth and is_hoh and is_leaver and is_youth_funded "
    "and project_type in (2, 3, 4, 6, 13)",
    columns={
        "At Project Start": Line(gives={"when": "start"}),
        "At Project Exit": Line(gives={"when": "exit"}),
    },
    rows=_answers(
        "Current school and attendance",
        "{when}_school",
        "true",
        (
            "Not currently enrolled in any school or education course",
            "Currently enrolled but not attending regularly",
            "Currently enrolled and attending regularly",
        ),
    )
    | {_OUT_HEADING: Line("false")}
    | _answers(_OUT_HEADING, "{when}_last_education", _OUT, _LAST_EDUCATION)
    | {_IN_HEADING: Line("false")}
    | _answers(_IN_HEADING, "{when}_education", _IN, _EDUCATION)
    | {"Total persons": Line()},
    grey=grey_cells("BC", [7, 18]),
)
