"""The universe of a finished run, wherever it is kept, as a local file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun


@contextmanager
def universe_of(run: "ReportRun") -> Iterator[Path]:
    """Give the run's universe as a local file for the block."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as local:
        with run.universe.open("rb") as kept:
            copyfileobj(kept, local)
        local.flush()
        yield Path(local.name)
