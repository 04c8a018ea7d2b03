"""Q19a1, Q19a2 and Q19b: how adults' income changed, and disabling conditions with income at exit."""

from hearth.reports.performance.q16 import SOURCES
from hearth.reports.performance.shared_lines import GLOSSARY, HOUSEHOLD_TYPES, SPECIFICATION, grey_cells
from hearth.reports.table import Line, Table
from hearth.reports.universe.boxes import INCOME, ticked

_SOURCE = f"{GLOSSARY}: Active Clients, Age, Determining Total and Earned Income"

# A row gives the `{kind}` of income: earned, other or total. Then and now are dollars a month.
_KINDS = {
    "earned": (
        "Number of Adults with Earned Income (i.e., Employment Income)",
        "Average Change in Earned Income",
    ),
    "other": ("Number of Adults with Other Income", "Average Change in Other Income"),
    "total": ("Number of Adults with Any Income (i.e., Total Income)", "Average Change in Overall Income"),
}


def _changes(code: str, title: str, who: str, now: str, at: str, words: str) -> Table:
    before, after = "start_{kind}", f"{now}_{{kind}}"
    columns = {
        f"Had Income Category at Start and Did Not Have It at {at}": f"{before} > 0 and {after} <= 0",
        f"Retained Income Category But Had Less $ at {at} Than at Start": (
            f"{before} > 0 and {after} > 0 and {after} < {before}"
        ),
        f"Retained Income Category and Same $ at {at} as at Start": f"{before} > 0 and {after} = {before}",
        f"Retained Income Category and Increased $ at {at}": f"{before} > 0 and {after} > {before}",
        f"Did Not Have the Income Category at Start and Gained the Income Category at {at}": (
            f"{before} <= 0 and {after} > 0"
        ),
        f"Did Not Have the Income Category at Start or at {at}": f"{before} <= 0 and {after} <= 0",
        "Total Adults (including those with No Income)": "true",
        f"Performance Measure: Adults who Gained or Increased Income from Start to {at}, Average Gain": (
            f"{after} > {before}"
        ),
    }
    lines = {label: Line(where) for label, where in columns.items()}
    lines["Performance measure: Percent of persons who accomplished this measure"] = Line(
        f"{after} > {before}", over="true"
    )
    rows: dict[str, Line] = {}
    for kind, (count, average) in _KINDS.items():
        rows[count] = Line(gives={"kind": kind})
        change = f"avg(({now}_{kind} - start_{kind})::double)"
        rows[average] = Line(measure=change, gives={"kind": kind}, words="Dollars a month.")
    return Table(
        code=code,
        title=title,
        source=f"{SPECIFICATION}, {code}; {_SOURCE}",
        corner="Income Change by Income Category",
        words=f"{words} Whoever did not tell at one of the two is left out.",
        where=f"scope = 'report' and is_adult and {who} and start_income = 'known' and {now}_income = 'known'",
        columns=lines,
        rows=rows,
        grey=grey_cells("DGHJ", [3, 5]) | grey_cells("DGJ", [7]),
    )


Q19A1 = _changes(
    "Q19a1",
    "Client Cash Income Change - Income Source - by Start and Latest Status",
    "not is_leaver",
    "annual",
    "Annual Assessment",
    "Adult stayers with known income at start and at the annual assessment around the household's anniversary.",
)
Q19A2 = _changes(
    "Q19a2",
    "Client Cash Income Change - Income Source - by Start and Exit",
    "is_leaver",
    "exit",
    "Exit",
    "Adult leavers with known income at start and exit.",
)

_WITH, _WITHOUT = "disabling_condition = 1", "disabling_condition = 0"


def disabling_columns(households: dict[str, str], people: str, everybody: str) -> dict[str, Line]:
    """Give four columns for each kind of household, by its short name in HUD's shell."""
    columns: dict[str, Line] = {}
    for short, household_type in households.items():
        who = HOUSEHOLD_TYPES[household_type].where
        columns[f"{short}: {people} with Disabling Condition"] = Line(f"{who} and {_WITH}")
        columns[f"{short}: {people} without Disabling Condition"] = Line(f"{who} and {_WITHOUT}")
        columns[f"{short}: Total {everybody}"] = Line(who)
        columns[f"{short}: % with Disabling Condition by Source"] = Line(f"{who} and {_WITH}", over=who)
    return columns


Q19B = Table(
    code="Q19b",
    title="Disabling Conditions and Income for Adults at Exit",
    source=f"{SPECIFICATION}, Q19b; {GLOSSARY}: Active Clients, Age, Project Leavers",
    words="Leavers with known income at exit and a known disabling condition (3.08).",
    where="scope = 'report' and is_adult and is_leaver and exit_any_income in (0, 1) and disabling_condition in (0, 1)",
    columns=disabling_columns(
        {"AO": "Without Children", "AC": "With Children and Adults", "UK": "Unknown Household Type"},
        "Adult",
        "Adults",
    ),
    rows={label: Line(ticked("exit_sources", INCOME, source)) for label, source in SOURCES.items()}
    | {"No Sources": Line("exit_any_income = 0"), "Unduplicated Total Adults": Line()},
    grey=grey_cells("EIM", [18]),
)
