"""The reports that can be run over a data set, by the code that the command line and the library know them by."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self

from hearth.dataset import Dataset
from hearth.dataset.reads import Reads, read_in
from hearth.reports.everyday.listing import run_listing
from hearth.reports.everyday.listings import LISTINGS
from hearth.reports.performance import q4a
from hearth.reports.performance.run import REPORTS, run_report
from hearth.reports.progress import Tell, say_nothing
from hearth.reports.universe.build import sql_of


class Finished(Protocol):
    """A report that has been run. It holds its universe until it is closed."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def cells_as_data(self) -> dict[str, Any]:
        """Give the run as plain data, to be stored and shown."""
        ...

    def save_universe(self, path: Path) -> None:
        """Write the universe, without names, to one Parquet file."""
        ...

    def write(self, out: Path) -> None:
        """Write the report's files into a folder, making it if needed."""
        ...


class Runner(Protocol):
    """Runs a report over a data set, telling how far it is.

    Raises NoSuchProject, ValueError for what it cannot be asked for, and what `tell` raises.
    """

    def __call__(
        self,
        dataset: Dataset,
        start: date,
        end: date,
        project_ids: Sequence[str] = (),
        spec: str = "fy2026",
        coc: str | None = None,
        tell: Tell = say_nothing,
    ) -> Finished: ...


RUNNERS: dict[str, Runner] = {
    **{code: partial(run_report, code) for code in REPORTS},
    **{code: partial(run_listing, listing) for code, listing in LISTINGS.items()},
}


def names_destinations(report: str) -> bool:
    """Say whether a report names the programs to which people were referred."""
    return report in LISTINGS and LISTINGS[report].names_destinations


def active_between(report: str, start: date, end: date) -> tuple[date, date] | None:
    """Give the days of a report that looks at the households active between them alone; None where it needs all."""
    return (start, end) if report in REPORTS and REPORTS[report].is_of_active else None


def read_by(report: str) -> Reads | None:
    """Give what a report reads of the files about people; None for a listing, which may read all."""
    if report not in REPORTS:
        return None
    steps = {step: sql_of(step) for step in REPORTS[report].steps}
    of_conditions = [step for step, sql in steps.items() if "kept.Disabilities" in sql]
    return read_in([*steps.values(), q4a.SQL], only_affirmed=of_conditions == ["condition"])
