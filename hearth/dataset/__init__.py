"""HUD-shaped tables in DuckDB, read from HMIS CSV exports or filled by another program."""

from hearth.dataset.dataset import Dataset, open_dataset
from hearth.dataset.faulty import open_with_faults
from hearth.dataset.finding import Finding, UnusableInput

__all__ = ["Dataset", "Finding", "UnusableInput", "open_dataset", "open_with_faults"]
