"""The files of a finished run, in HUD's own layout."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from hearth.library.table_workbook import workbook_of
from hearth.reports.sheet import Sheet

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

# Reports that are typed into a workbook of the funder's.
_WITH_WORKBOOK = ("hopwa",)


def has_workbook(report: str) -> bool:
    """Say whether the files of a report hold an Excel workbook; its CSV files are then in no layout of HUD's."""
    return report in _WITH_WORKBOOK


def files_of(run: "ReportRun") -> io.BytesIO:
    """Give a zip of HUD's CSV file for each table of a run; for HOPWA an Excel workbook as well.

    It goes to Sage or PDX as it is, so nothing else is in it (APR specification FY2026, exporting to CSV, 3 and 11).
    """
    content = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for stored in run.cells["tables"]:
            path = Path(folder) / f"{stored['code']}.csv"
            Sheet(stored["header"], stored["lines"]).write(path)
            archive.write(path, path.name)
        if has_workbook(run.report):
            archive.writestr(f"{run.report}.xlsx", workbook_of(run))
    content.seek(0)
    return content
