"""Q4a, project identifiers: one line per project of the report, with its people and households counted."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

import hearth
from hearth.reports.cells import Value
from hearth.reports.performance.shared_lines import SPECIFICATION
from hearth.reports.report import Answer, Parameters
from hearth.reports.sheet import Sheet
from hearth.reports.table import Line, Table, text

_IDENTIFIERS = [
    "Organization Name",
    "Organization ID",
    "Project Name",
    "Project ID",
    "HMIS Project Type",
    "RRH Subtype",
    "Coordinated Entry Access Point",
    "Affiliated with a Residential Project",
    "Project IDs of affiliations",
    "CoC Number",
    "Geocode",
    "Victim Service Provider",
    "HMIS Software Name and Version Number",
    "Report Start Date",
    "Report End Date",
]
_PROJECT_ID = _IDENTIFIERS.index("Project ID")
SQL = Path(__file__).with_suffix(".sql").read_text("utf-8")


def table(project_ids: Sequence[str]) -> Table:
    """Give Q4a's two counted columns; its rows are the projects, by ProjectID."""
    return Table(
        code="Q4a",
        title="Project Identifiers in HMIS",
        source=f"{SPECIFICATION}, Q4a",
        words="Each client counts in the project of the latest stay.",
        columns={
            "Total Active Clients": Line("true"),
            "Total Active Households": Line("is_hoh", "Heads of household."),
        },
        rows={project_id: Line(f"ProjectID = {text(project_id)}") for project_id in project_ids},
        first_column=len(_IDENTIFIERS) + 1,
    )


def answer(
    universe: duckdb.DuckDBPyConnection,
    parameters: Parameters,
    counted: Callable[[Sequence[str]], Table] = table,
) -> Answer:
    """Fill Q4a. The connection holds the universe and the data set; `counted` makes the table of the projects."""
    projects = universe.execute(SQL).fetchall()
    question = counted([project[_PROJECT_ID] for project in projects])
    values = _counts(universe, question)
    run = [f"Hearth {hearth.__version__}", parameters.start.isoformat(), parameters.end.isoformat()]
    told: dict[str, list[Value]] = {project_id: [] for project_id in question.rows}
    for place in question.places():
        told[place.row].append(values[place.address])
    lines = [[*project, *run, *told[project[_PROJECT_ID]]] for project in projects]
    return Answer(question, values, Sheet([*_IDENTIFIERS, *question.columns], lines))


def _counts(universe: duckdb.DuckDBPyConnection, question: Table) -> dict[str, Value]:
    """Give the cells: what `cells` gives, which would ask of each person every project by itself."""
    selected = ", ".join(f"count(*) filter (where {column.where})" for column in question.columns.values())
    found = universe.execute(
        f"select ProjectID, {selected} from person where {question.where} group by ProjectID"
    ).fetchall()
    by_project = {
        project_id: dict(zip(question.columns, counts, strict=True)) for project_id, *counts in found
    }
    return {place.address: by_project.get(place.row, {}).get(place.column, 0) for place in question.places()}
