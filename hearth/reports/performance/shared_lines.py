"""Sets of columns that many tables of the performance reports share."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hearth.reports.table import Line, Table

_SHARED = "By the household of the latest stay, over everybody active in it in the date range."

# "Total" and the four household types of the Glossary.
HOUSEHOLD_TYPES = {
    "Total": Line("true"),
    "Without Children": Line(
        "household_type = 'without children'",
        f"One or more adults, no child, nobody of unknown age. {_SHARED}",
    ),
    "With Children and Adults": Line(
        "household_type = 'children and adults'", f"At least one adult and at least one child. {_SHARED}"
    ),
    "With Only Children": Line(
        "household_type = 'only children'",
        f"One or more children, no adult, nobody of unknown age. {_SHARED}",
    ),
    "Unknown Household Type": Line(
        "household_type = 'unknown'", f"Unknown ages leave the type open. {_SHARED}"
    ),
}

SPECIFICATION = "CoC APR and ESG CAPER HMIS Programming Specifications FY 2026"
GLOSSARY = "HMIS Standard Reporting Terminology Glossary FY 2026"

# The same without "With Only Children", where only adults are asked about.
ADULT_HOUSEHOLD_TYPES = {
    label: line for label, line in HOUSEHOLD_TYPES.items() if label != "With Only Children"
}

NOT_TOLD = "Client Doesn’t Know/Prefers Not to Answer"
NOT_COLLECTED = "Data Not Collected"

# Columns of people at three points. Rows say `{at}_` for the point's record,
# `{missing}` where it has no answer: an annual assessment that is not there at all has a row of its own.
_ANNUAL = (
    "Stayers whose household has been in the project for a year or more, by the record that was made within 30 days "
    "of its anniversary."
)
AT_START = Line(
    gives={"at": "start", "missing": "coalesce(start_income, 'missing') = 'missing'"},
    words="By the record of stage 1 that is dated on the project start.",
)
AT_ANNUAL = Line(
    "not is_leaver", gives={"at": "annual", "missing": "annual_income = 'missing'"}, words=_ANNUAL
)
AT_EXIT = Line(
    "is_leaver",
    gives={"at": "exit", "missing": "coalesce(exit_income, 'missing') = 'missing'"},
    words="Leavers, by the record of stage 3 that is dated on the project exit.",
)

# Race and ethnicity: HUD's codes and words.
RACES = {
    1: "American Indian, Alaska Native, or Indigenous",
    2: "Asian or Asian American",
    3: "Black, African American, or African",
    6: "Hispanic/Latina/o",
    7: "Middle Eastern or North African",
    4: "Native Hawaiian or Pacific Islander",
    5: "White",
}
BY_RACE = {name: Line(f"race_group = '{code}'") for code, name in RACES.items()} | {
    "At Least 1 Race and Hispanic/Latina/o": Line("race_group = 'many with 6'"),
    "Multi-racial (does not include Hispanic/Latina/o)": Line("race_group = 'many'"),
    "Unknown (Doesn’t Know, Prefers not to Answer, Data not Collected)": Line("race_group = 'unknown'"),
}


def narrowed(table: Table, code: str, title: str, where: str, words: str, **changes: Any) -> Table:
    """Give a table again for some of its people, as HUD's "add the filter to" tables ask."""
    return replace(
        table,
        code=code,
        title=title,
        source=f"{SPECIFICATION}, {code} (after {table.code})",
        where=f"({table.where}) and ({where})",
        words=f"{words} {table.words}",
        **changes,
    )


def grey_cells(columns: str, rows: Iterable[int]) -> frozenset[str]:
    """Give the addresses of some columns (as letters) in some rows."""
    return frozenset(f"{column}{row}" for row in rows for column in columns)
