"""The tables of a finished run, as a page shows them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0 and are its address within the table.

    `is_count` tells that people can be listed behind it; other cells hold words, dates or ids. None is grey.
    `is_rate` tells that it is a share of 1; older runs did not store it and show it as a number. `row_name` is what its
    row is called by itself, where the label on the page says only a part of it.
    """

    value: Value
    row: int
    column: int
    is_count: bool
    row_name: str = ""
    is_rate: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its label and the cells after it."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class TablePage:
    """One table of a report. `columns` are the headers over the cells; `corner` the one over the labels."""

    code: str
    title: str
    corner: str
    columns: list[str]
    rows: list[TableRow]


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A counted cell of a stored run: its labels, by which the report knows it, and what it says."""

    row: str
    column: str
    value: int | float
    definition: str
    source: str


def tables(run: "ReportRun") -> list[TablePage]:
    """Give all tables of a finished run, in HUD's order."""
    return [_page(stored) for stored in run.cells["tables"]]


def table(run: "ReportRun", code: str) -> TablePage:
    """Give one table. Raises Http404."""
    return _page(_stored(run, code))


def stored_cell(run: "ReportRun", code: str, row: int, column: int) -> StoredCell:
    """Give a counted cell by its place on the page. Raises Http404 for a cell that counts nobody or is not there."""
    stored = _stored(run, code)
    counted = _counted(stored).get((row, column))
    if counted is None or counted["value"] is None:
        raise Http404
    return StoredCell(
        counted["row"], counted["column"], counted["value"], counted["definition"], stored["source"]
    )


def _stored(run: "ReportRun", code: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next(
        (stored for stored in run.cells.get("tables", []) if stored["code"] == code), None
    )
    if found is None:
        raise Http404
    return found


def _counted(stored: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    """Give the counted cells by their place: they fill the last columns of the sheet, row by row."""
    width = len(dict.fromkeys(cell["column"] for cell in stored["cells"]))
    first = len(stored["header"]) - 1 - width
    return {
        (place // width, first + place % width): cell
        for place, cell in enumerate(stored["cells"])
        if not cell["grey"]
    }


def _page(stored: dict[str, Any]) -> TablePage:
    counted = _counted(stored)
    rows: list[TableRow] = []
    for row, (label, *values) in enumerate(stored["lines"]):
        cells = [_cell(value, row, column, counted) for column, value in enumerate(values)]
        # A section is named beside its first row only.
        rows.append(TableRow(str(label) or rows[-1].label, cells))
    corner, *columns = stored["header"]
    return TablePage(stored["code"], stored["title"], corner, columns, rows)


def _cell(value: Value, row: int, column: int, counted: dict[tuple[int, int], dict[str, Any]]) -> Cell:
    found = counted.get((row, column))
    if found is None:
        return Cell(value, row, column, is_count=False)
    return Cell(value, row, column, True, found["row"], found.get("rate", False))
