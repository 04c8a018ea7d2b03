"""Run one of HUD's reports of projects over the stays of some projects of a data set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from hearth.dataset import Dataset
from hearth.reports.asked import check_coc, check_days, existing_projects
from hearth.reports.cells import cells
from hearth.reports.coordinated_entry import ce_apr
from hearth.reports.coordinated_entry import q4a as ce_q4a
from hearth.reports.hopwa import workbook
from hearth.reports.path import annual_report
from hearth.reports.performance import apr, caper, data_quality, q4a
from hearth.reports.progress import Tell, say_nothing, step_by_step
from hearth.reports.report import Answer, Parameters, Report
from hearth.reports.sheet import sheet
from hearth.reports.table import Table
from hearth.reports.universe.build import COORDINATED_ENTRY, HOPWA, PARTS, PATH, STEPS, build

# Makes Q4a, the projects that a report is about.
_Projects = Callable[[duckdb.DuckDBPyConnection, Parameters], Answer]


@dataclass(frozen=True, slots=True)
class Kind:
    """A report there is: its tables by specification year, and the steps that make its universe.

    `projects` makes its first file, Q4a, the projects it is about; None where it has none. `parts` are those of
    the universe that hold one scope each. `is_of_active` tells that nothing counts but the households of active
    clients, with what these clients did in the projects at other times.
    """

    tables: Mapping[str, Sequence[Table]]
    steps: Sequence[str] = STEPS
    projects: _Projects | None = q4a.answer
    parts: Mapping[str, str] = field(default_factory=dict)
    is_of_active: bool = False


REPORTS = {
    "apr": Kind(apr.TABLES, parts=PARTS, is_of_active=True),
    "caper": Kind(caper.TABLES, parts=PARTS, is_of_active=True),
    "ce-apr": Kind(ce_apr.TABLES, COORDINATED_ENTRY, ce_q4a.answer),
    "dq": Kind(data_quality.TABLES, projects=None, parts=PARTS, is_of_active=True),
    "path": Kind(annual_report.TABLES, PATH, projects=None),
    "hopwa": Kind(workbook.TABLES, HOPWA, projects=None),
}


def run_report(
    report: str,
    dataset: Dataset,
    start: date,
    end: date,
    project_ids: Sequence[str] = (),
    spec: str = "fy2026",
    coc: str | None = None,
    tell: Tell = say_nothing,
) -> Report:
    """Run a report of REPORTS over the stays of some projects, or of all when none are named.

    `coc` limits the report to households enrolled in that CoC. `tell` hears how many steps and tables are done of
    how many. Close the report when done with it.

    Raises NoSuchProject, and ValueError for an end before the start, a CoC that no project is in, or a
    specification we do not have.
    """
    kind = REPORTS[report]
    check_days(start, end)
    if spec not in kind.tables:
        known = ", ".join(kind.tables)
        raise ValueError(f"There is no {report.upper()} specification {spec!r}; there is {known}.")
    check_coc(dataset, coc)
    parameters = Parameters(report, spec, start, end, existing_projects(dataset, project_ids), coc)
    universe = dataset.connection.cursor()
    try:
        still = step_by_step(tell, len(kind.steps) + len(kind.tables[spec]))
        build(universe, start, end, parameters.project_ids, coc, steps=kind.steps, still=still)
        answers = [kind.projects(universe, parameters)] if kind.projects else []
        for table in kind.tables[spec]:
            still()
            values = cells(universe, table, kind.parts)
            answers.append(Answer(table, values, sheet(table, values)))
    except BaseException:
        universe.close()
        raise
    return Report(parameters, answers, universe)
