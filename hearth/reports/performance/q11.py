"""Q11, Q12 and Q24e: clients by age, by race and ethnicity, and by sex."""

from itertools import combinations

from hearth.reports.performance.shared_lines import (
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    RACES,
    SPECIFICATION,
    grey_cells,
)
from hearth.reports.table import Line, Table

_SOURCE = f"{GLOSSARY}: Active Clients, Age, Household Types"


def age_rows(*bands: tuple[int, int], last: int | None = None) -> dict[str, Line]:
    """Give rows for bands of ages, an open last one, and the unknown ages."""
    rows = {f"{low}-{high}": Line(f"age between {low} and {high}") for low, high in bands}
    if last is not None:
        rows[f"{last}+"] = Line(f"age >= {last}")
    return rows | {
        NOT_TOLD: Line(
            "age_group = 'not told'", "The date of birth is blank and its data quality is 8 or 9."
        ),
        NOT_COLLECTED: Line("age_group = 'not collected'", "The date of birth is blank or impossible."),
        "Total": Line(),
    }


ADULT_BANDS = ((18, 24), (25, 34), (35, 44), (45, 54), (55, 64))

Q11 = Table(
    code="Q11",
    title="Age",
    source=f"{SPECIFICATION}, Q11; {_SOURCE}",
    columns=HOUSEHOLD_TYPES,
    rows={"Under 5": Line("age < 5")} | age_rows((5, 12), (13, 17), *ADULT_BANDS, last=65),
    grey=grey_cells("C", [2, 3, 4]) | grey_cells("E", range(5, 11)),
)


def _race_rows() -> dict[str, Line]:
    rows = {name: Line(f"race = '{code}'") for code, name in RACES.items()}
    # HUD has the pairs by their second part, in the order of the single rows.
    for second, first in combinations(RACES, 2):
        both = "+".join(str(code) for code in sorted((first, second)))
        rows[f"{RACES[first]} & {RACES[second]}"] = Line(f"race = '{both}'")
    return rows | {
        "Multiracial – more than 2 races/ethnicity, with one being Hispanic/Latina/o": Line(
            "race = 'many with 6'"
        ),
        "Multiracial – more than 2 races, where no option is Hispanic/Latina/o": Line("race = 'many'"),
        NOT_TOLD: Line("race = 'not told'"),
        NOT_COLLECTED: Line("race = 'not collected'"),
        "Total": Line(),
    }


Q12 = Table(
    code="Q12",
    title="Race and Ethnicity",
    source=f"{SPECIFICATION}, Q12; {_SOURCE}",
    words="What was not told is ignored where a race is given. Active clients, each by the latest stay in the range.",
    columns=HOUSEHOLD_TYPES,
    rows=_race_rows(),
)

Q24E = Table(
    code="Q24e",
    title="Sex",
    source=f"{SPECIFICATION}, Q24e; {_SOURCE}",
    columns=HOUSEHOLD_TYPES,
    rows={
        "Female": Line("sex = 0"),
        "Male": Line("sex = 1"),
        NOT_TOLD: Line("sex in (8, 9)"),
        NOT_COLLECTED: Line("coalesce(sex, 99) not in (0, 1, 8, 9)"),
        "Total": Line(),
    },
)
