"""A finished listing as a file to take away: Excel or CSV, with the names that its reader may know."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from hearth.access.people import as_text
from hearth.access.viewer import Viewer
from hearth.library.breakdowns import Broken, breakdowns_of
from hearth.library.listings import Chosen, columns_of, named, rows_of

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

_AT_ONCE = 1000
# As Excel has it.
_NAME_OF_A_PAGE = 31
_FORMATS = {"day": "yyyy-mm-dd", "share": "0.0%", "money": "#,##0.00", "number": "#,##0.##"}


def excel_of(viewer: Viewer, run: "ReportRun", choice: Chosen) -> io.BytesIO:
    """Give the rows of a choice as an Excel file, each breakdown on a page of its own.

    Words stay words: nothing in it is a formula.
    """
    content = io.BytesIO()
    columns = columns_of(run)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book, rows_of(run, choice) as rows:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        page = book.add_worksheet(choice.label[:_NAME_OF_A_PAGE])
        page.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        labels = _labels(run)
        for place, label in enumerate(labels):
            page.write_string(0, place, label, bold)
        kinds = [*["text"] * (len(labels) - len(columns)), *(column["kind"] for column in columns)]
        page.set_column(0, len(kinds) - 1, 16)
        for number, values in enumerate(_lines(viewer, run, rows), start=1):
            for place, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                _write(page, number, place, value, formats.get(kind))
        for broken in breakdowns_of(run):
            _add_breakdown(book, broken, bold, formats)
    content.seek(0)
    return content


def _add_breakdown(book: Any, broken: Broken, bold: Any, formats: Any) -> None:
    page = book.add_worksheet(broken.title[:_NAME_OF_A_PAGE])
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 48)
    page.set_column(1, len(broken.figures), 16)
    for place, label in enumerate([broken.of, *(label for label, _kind in broken.figures)]):
        page.write_string(0, place, label, bold)
    for number, line in enumerate(broken.lines, start=1):
        page.write_string(number, 0, line.label)
        for place, ((_label, kind), (value, _choice)) in enumerate(
            zip(broken.figures, line.figures, strict=True), start=1
        ):
            _write(page, number, place, value, formats.get(kind))


def csv_of(viewer: Viewer, run: "ReportRun", choice: Chosen) -> io.BytesIO:
    """Give the rows of a choice as CSV, in which a spreadsheet takes nothing for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_labels(run))
    with rows_of(run, choice) as rows:
        for values in _lines(viewer, run, rows):
            writer.writerow(as_text(value) if isinstance(value, str) else value for value in values)
    # Excel reads UTF-8 only where the mark at the beginning says so.
    return io.BytesIO(text.getvalue().encode("utf-8-sig"))


def _labels(run: "ReportRun") -> list[str]:
    people = [_("Name"), _("ID")] if run.cells["about_people"] else []
    return [*people, *(_(column["label"]) for column in columns_of(run))]


def _lines(viewer: Viewer, run: "ReportRun", rows: Any) -> Iterator[list[Any]]:
    about_people = run.cells["about_people"]
    for first in range(0, len(rows), _AT_ONCE):
        for row in named(viewer, run, rows[first : first + _AT_ONCE]):
            yield [row.name, row.unique_identifier, *row.values] if about_people else row.values


def _write(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, date | datetime):
        page.write_datetime(row, column, value, form)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value, form)
    else:
        page.write_string(row, column, str(value))
