"""The tables of a finished run as one Excel workbook, for who types them into the workbook of a funder."""

import io
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

_FIRST_COLUMN, _OTHER_COLUMNS = 60, 14


def workbook_of(run: "ReportRun") -> bytes:
    """Give a workbook with a sheet for each table, numbers as numbers. Words stay words: nothing in it is a formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for stored in run.cells["tables"]:
            page = book.add_worksheet(stored["code"])
            page.freeze_panes(1, 1)
            page.set_column(0, 0, _FIRST_COLUMN)
            page.set_column(1, len(stored["header"]) - 1, _OTHER_COLUMNS)
            for column, label in enumerate(stored["header"]):
                page.write_string(0, column, label, head)
            for row, line in enumerate(stored["lines"], start=1):
                for column, value in enumerate(line):
                    if isinstance(value, str):
                        page.write_string(row, column, value)
                    elif value is not None:
                        page.write_number(row, column, value)
    return content.getvalue()
