"""Two runs of one report side by side: the numbers that differ."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearth.access.report_runs import report_runs
from hearth.access.viewer import Viewer
from hearth.library.kinds import is_listing
from hearth.library.tables import Cell, tables

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

# The table, the row and the column of a number by what they are called, each with which of that name it is.
_Place = tuple[str, str, int, str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is another one in each of two runs; None where a run has no such cell, or leaves it grey."""

    table: str
    row: str
    column: str
    before: Cell | None
    after: Cell | None

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of 1."""
        return any(cell.is_rate for cell in (self.before, self.after) if cell)

    @property
    def change(self) -> int | float | None:
        """How much more it is in the later run; None where one of the two is no number."""
        values = [cell.value if cell else None for cell in (self.before, self.after)]
        first, last = (value if isinstance(value, int | float) else None for value in values)
        return None if first is None or last is None else last - first


def comparable_runs(viewer: Viewer, run: "ReportRun") -> "QuerySet[ReportRun]":
    """Give the other finished runs of a report that the viewer may read, newest first."""
    return report_runs(viewer, Q(report=run.report, state="done") & ~Q(pk=run.pk))


def differences(before: "ReportRun", after: "ReportRun") -> list[Difference]:
    """Give what differs between two finished runs of one report, in the order of the report.

    Cells are matched by what their table, row and column are called, so runs of two specifications can be compared.
    """
    first, last = dict(_cells(before)), dict(_cells(after))
    found = []
    for place in dict.fromkeys([*first, *last]):
        one, other = first.get(place), last.get(place)
        if (one.value if one else None) != (other.value if other else None):
            table, label, _nth, column, _mth = place
            row = next((cell.row_name for cell in (other, one) if cell and cell.row_name), label)
            found.append(Difference(table, row, column, one, other))
    return found


def _cells(run: "ReportRun") -> Iterator[tuple[_Place, Cell]]:
    if is_listing(run.report):
        for choice in run.cells["choices"]:
            for number, total in enumerate(choice["totals"]):
                place = (_(choice["label"]), _(total["label"]), 0, _("Total"), 0)
                yield place, Cell(total["value"], number, 0, is_count=False)
        return
    for table in tables(run):
        rows = Counter[str]()
        for row in table.rows:
            columns = Counter[str]()
            for cell in row.cells:
                column = table.columns[cell.column]
                yield (table.code, row.label, rows[row.label], column, columns[column]), cell
                columns[column] += 1
            rows[row.label] += 1
