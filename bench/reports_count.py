"""The counting alone: `python -m bench.reports_count floor|all|one FILE` prints seconds and people as JSON.

The file is a data set's (Dataset.write_copy). It is copied and opened before the clock starts, and nothing of it is in
DuckDB's memory then.
"""

import json
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from hearth.dataset import Dataset
from hearth.dataset.dataset import MEMORY_LIMIT_OF_A_REPORT
from hearth.reports.performance.run import run_report

# The last year of what is generated.
_START, _END = date(2025, 10, 1), date(2026, 9, 30)
# The least that any report does: each stay with its exit and its project, looked at once.
_SCAN = """
select count(distinct enrollment.PersonalID), sum(coalesce(ExitDate, $end) - EntryDate), max(ProjectType)
from kept.Enrollment as enrollment
left join kept.Exit as left_on on left_on.EnrollmentID = enrollment.EnrollmentID
join kept.Project as project on project.ProjectID = enrollment.ProjectID
"""
# The program of middle size: the daily case.
_MIDDLE = """
select ProjectID from (
    select ProjectID, row_number() over (order by count(*), ProjectID) as place, count(*) over () as projects
    from kept.Enrollment group by ProjectID
) where place = projects // 2 + 1
"""


def main(what: str, stored: Path) -> None:
    """Open the data set, do one thing, print how long it took and how many people it met."""
    with (
        tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder,
        Dataset.from_copy(
            lambda path: shutil.copyfile(stored, path), folder=Path(folder), memory=MEMORY_LIMIT_OF_A_REPORT
        ) as dataset,
    ):
        projects = [str(_one(dataset, _MIDDLE))] if what == "one" else []
        started = time.perf_counter()
        people = _one(dataset, _SCAN, end=_END) if what == "floor" else _apr(dataset, projects)
        print(json.dumps({"seconds": time.perf_counter() - started, "people": people}))


def _one(dataset: Dataset, query: str, **values: object) -> object:
    found = dataset.connection.execute(query, values or None).fetchone()
    assert found is not None
    return found[0]


def _apr(dataset: Dataset, projects: list[str]) -> float:
    with run_report("apr", dataset, _START, _END, projects) as report:
        return report.value("Q5a", "C2") or 0


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
