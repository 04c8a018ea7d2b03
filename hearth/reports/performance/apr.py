"""The CoC Annual Performance Report (APR)."""

from collections.abc import Sequence
from datetime import date

from hearth.dataset import Dataset
from hearth.reports.asked import check_coc, check_days, existing_projects
from hearth.reports.cells import cells
from hearth.reports.performance import q4a
from hearth.reports.performance.q5a import Q5A
from hearth.reports.performance.q7 import Q7A, Q7B
from hearth.reports.performance.q8 import Q8A, Q8B
from hearth.reports.report import Answer, Parameters, Report
from hearth.reports.sheet import sheet
from hearth.reports.universe.build import build

# The tables of each specification year, in HUD's order. Q4a comes first and is made from the projects.
TABLES = {"fy2026": (Q5A, Q7A, Q7B, Q8A, Q8B)}


def run(
    dataset: Dataset,
    start: date,
    end: date,
    project_ids: Sequence[str] = (),
    spec: str = "fy2026",
    coc: str | None = None,
) -> Report:
    """Run the APR over the stays of some projects, or of all when none are named.

    `coc` limits the report to households enrolled in that CoC. Close the report when done with it.

    Raises NoSuchProject, and ValueError for an end before the start, a CoC that no project is in, or a
    specification we do not have.
    """
    check_days(start, end)
    if spec not in TABLES:
        raise ValueError(f"There is no APR specification {spec!r}; there is {', '.join(TABLES)}.")
    check_coc(dataset, coc)
    parameters = Parameters("apr", spec, start, end, existing_projects(dataset, project_ids), coc)
    universe = dataset.connection.cursor()
    try:
        build(universe, start, end, parameters.project_ids, coc)
        answers = [q4a.answer(universe, parameters)]
        for table in TABLES[spec]:
            values = cells(universe, table)
            answers.append(Answer(table, values, sheet(table, values)))
    except BaseException:
        universe.close()
        raise
    return Report(parameters, answers, universe)
