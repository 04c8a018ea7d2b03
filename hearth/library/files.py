"""The files of a finished run, in HUD's own layout."""

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from hearth.reports.sheet import Sheet

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun


def files_of(run: "ReportRun") -> io.BytesIO:
    """Give a zip of HUD's CSV file for each table of a run, and cells.json."""
    content = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for stored in run.cells["tables"]:
            path = Path(folder) / f"{stored['code']}.csv"
            Sheet(stored["header"], stored["lines"]).write(path)
            archive.write(path, path.name)
        archive.writestr("cells.json", json.dumps(run.cells, indent=1, ensure_ascii=False))
    content.seek(0)
    return content
