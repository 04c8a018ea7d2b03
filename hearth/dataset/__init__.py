"""HUD-shaped tables in DuckDB, read from HMIS CSV exports or filled by another program."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hearth.dataset.finding import Finding, UnusableInput

if TYPE_CHECKING:
    from hearth.dataset.dataset import Dataset, open_dataset
    from hearth.dataset.faulty import open_with_faults

__all__ = ["Dataset", "Finding", "UnusableInput", "open_dataset", "open_with_faults"]

# DuckDB is loaded by who opens a data set; an export only says that something is unusable.
_WITH_DUCKDB = {
    "Dataset": "hearth.dataset.dataset",
    "open_dataset": "hearth.dataset.dataset",
    "open_with_faults": "hearth.dataset.faulty",
}


def __getattr__(name: str) -> Any:
    if name not in _WITH_DUCKDB:
        raise AttributeError(name)
    return getattr(import_module(_WITH_DUCKDB[name]), name)
