"""A finished listing as a file to take away: Excel, with the names that its reader may know."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.library.listings import Chosen, named, rows_of

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

_AT_ONCE = 1000
_FORMATS = {"day": "yyyy-mm-dd", "share": "0.0%", "money": "#,##0.00", "number": "#,##0.##"}


def excel_of(viewer: Viewer, run: "ReportRun", choice: Chosen) -> io.BytesIO:
    """Give the rows of a choice as an Excel file. Words stay words: nothing in it is a formula."""
    content = io.BytesIO()
    columns = run.cells["columns"]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book, rows_of(run, choice) as rows:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        page = book.add_worksheet(choice.label[:31])
        page.freeze_panes(1, 0)
        people = [_("Name"), _("ID")] if run.cells["about_people"] else []
        bold = book.add_format({"bold": True})
        for place, label in enumerate([*people, *(_(column["label"]) for column in columns)]):
            page.write_string(0, place, label, bold)
        kinds = [*("text" for _each in people), *(column["kind"] for column in columns)]
        page.set_column(0, len(kinds) - 1, 16)
        for first in range(0, len(rows), _AT_ONCE):
            for number, row in enumerate(named(viewer, run, rows[first : first + _AT_ONCE]), start=first + 1):
                values = [row.name, row.unique_identifier] if people else []
                for place, (kind, value) in enumerate(zip(kinds, [*values, *row.values], strict=True)):
                    _write(page, number, place, value, formats.get(kind))
    content.seek(0)
    return content


def _write(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, date | datetime):
        page.write_datetime(row, column, value, form)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value, form)
    else:
        page.write_string(row, column, str(value))
