"""What a waiting worker does for a report: `python -m bench.reports_ask all|PROJECT_ID` prints seconds and people.

The database is DATABASE_URL's. The clock runs from the reading of the live records to the universe that is kept, as in
`hearth/library/run_report.py`; the worker has made a report before, of the same.
"""

import json
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import django

_START, _END = date(2025, 10, 1), date(2026, 9, 30)


def main(project: str) -> None:
    """Ask twice, and print how long the second time took and how many people it met."""
    django.setup()
    from hearth.exchange.selection import Selection

    projects = Selection.named([] if project == "all" else [project]).projects
    _asked(projects)
    started = time.perf_counter()
    people = _asked(projects)
    print(json.dumps({"seconds": time.perf_counter() - started, "people": people}))


def _asked(projects: Sequence[uuid.UUID] | None) -> float:
    from hearth.exchange.snapshot import snapshot
    from hearth.reports.kinds import active_between, read_by
    from hearth.reports.performance.run import run_report

    with (
        tempfile.TemporaryDirectory(prefix="hearth-bench-") as name,
        snapshot(
            projects, Path(name), active=active_between("apr", _START, _END), reads=read_by("apr")
        ) as records,
        run_report("apr", records.dataset, _START, _END, records.project_ids) as report,
    ):
        report.save_universe(Path(name) / "universe.parquet")
        report.cells_as_data()
        return report.value("Q5a", "C2") or 0


if __name__ == "__main__":
    main(sys.argv[1])
