"""The tables of a finished run as one Excel workbook: to work with, or to type into the workbook of a funder."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from hearth.library.tables import tables

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

_FIRST_COLUMN, _OTHER_COLUMNS = 60, 14
_SHARE = "0.0%"


def workbook_of(run: "ReportRun", about: Sequence[Sequence[str]] = ()) -> bytes:
    """Give a workbook with a sheet for each table, every cell at HUD's address, numbers as numbers, rates in percent.

    `about` are facts (what, and what it is) for a sheet before the tables. Words stay words: nothing is a formula.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        share = book.add_format({"num_format": _SHARE})
        if about:
            _write_facts(book.add_worksheet(_("About")), about, head)
        for stored, table in zip(run.cells["tables"], tables(run), strict=True):
            page = book.add_worksheet(stored["code"])
            rates = {
                (cell.row + 1, cell.column + 1) for row in table.rows for cell in row.cells if cell.is_rate
            }
            page.freeze_panes(1, 1)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            page.set_header("&L" + f"{table.code} {table.title}".replace("&", "&&"))
            page.set_column(0, 0, _FIRST_COLUMN)
            page.set_column(1, len(stored["header"]) - 1, _OTHER_COLUMNS)
            for column, label in enumerate(stored["header"]):
                page.write_string(0, column, label, head)
            for row, line in enumerate(stored["lines"], start=1):
                for column, value in enumerate(line):
                    if isinstance(value, str):
                        page.write_string(row, column, value)
                    elif value is not None:
                        page.write_number(row, column, value, share if (row, column) in rates else None)
    return content.getvalue()


def _write_facts(page: Any, about: Sequence[Sequence[str]], bold: Any) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    for row, (what, words) in enumerate(about):
        page.write_string(row, 0, what, bold)
        page.write_string(row, 1, words)
