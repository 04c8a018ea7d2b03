"""The CoC Annual Performance Report (APR)."""

from collections.abc import Sequence
from datetime import date

from hearth.dataset import Dataset
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


class NoSuchProject(Exception):
    """A project that was asked for is not in the data set. Its text is one clear line."""


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
    if end < start:
        raise ValueError(f"The report ends on {end}, before it starts on {start}.")
    if spec not in TABLES:
        raise ValueError(f"There is no APR specification {spec!r}; there is {', '.join(TABLES)}.")
    if coc is not None and not _has_coc(dataset, coc):
        raise ValueError(f"The data has no project in the CoC {coc!r}.")
    parameters = Parameters("apr", spec, start, end, _existing(dataset, project_ids), coc)
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


def _existing(dataset: Dataset, wanted: Sequence[str]) -> tuple[str, ...]:
    rows = dataset.connection.execute("select ProjectID from kept.Project order by ProjectID").fetchall()
    existing = [project_id for (project_id,) in rows]
    missing = [project_id for project_id in wanted if project_id not in existing]
    if missing:
        raise NoSuchProject(f"The data has no project {', '.join(missing)}.")
    return tuple(dict.fromkeys(wanted)) if wanted else tuple(existing)


def _has_coc(dataset: Dataset, coc: str) -> bool:
    found = dataset.connection.execute(
        "select 1 from kept.ProjectCoC where CoCCode = ? limit 1", [coc]
    ).fetchone()
    return found is not None
