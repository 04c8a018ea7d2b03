"""Print a finished report of tables as a tagged PDF: what was asked, and each table as HUD lays it out."""

import uuid
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.log import log_reading
from hearth.access.viewer import Viewer, requires
from hearth.documents import pdf
from hearth.library.kinds import is_listing
from hearth.library.runs import report_run
from hearth.library.tables import TablePage, tables
from hearth.screens.reports.told_run import facts_of, told_run
from hearth.ui.templatetags.ui import count, share

_TEMPLATE = Path(__file__).with_name("printed.typ")


@require_safe
@requires("run_reports")
def printed(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Send a run as PDF: numbers and the names of programs, and no client. A listing, which names people, has none."""
    viewer: Viewer = request.viewer
    run = report_run(viewer, run_id)
    if run.state != "done" or is_listing(run.report):
        raise Http404
    told = told_run(run)
    log_reading(viewer, "report_files", about=run.pk, detail=run.report)
    data = {"facts": facts_of(viewer, told), "tables": [_table(one) for one in tables(run)]}
    at = viewer.instant().astimezone(viewer.zone)
    content = pdf(_TEMPLATE, data, title=told["title"], at=at, mark=viewer.account.name, is_wide=True)
    response = HttpResponse(content, content_type="application/pdf")
    start, end = run.parameters["start"], run.parameters["end"]
    response["Content-Disposition"] = f'attachment; filename="{run.report}-{start}-{end}.pdf"'
    return response


def _table(table: TablePage) -> dict[str, Any]:
    counted = {cell.column for row in table.rows for cell in row.cells if cell.is_count}
    return {
        "title": f"{table.code} {table.title}",
        "head": [table.corner or _("Row"), *table.columns],
        "numbers": [False, *(place in counted for place in range(len(table.columns)))],
        "rows": [[row.label, *(_said(cell) for cell in row.cells)] for row in table.rows],
    }


def _said(cell: Any) -> str:
    if cell.value is None:
        return ""
    return share(cell.value) if cell.is_rate else count(cell.value)
