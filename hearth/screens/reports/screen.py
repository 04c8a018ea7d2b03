"""Read reports: the runs so far, one run with its tables, one number with the people behind it. See hearth/library/."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires
from hearth.library.files import files_of
from hearth.library.open_cell import open_cell
from hearth.library.runs import report_run, report_runs, reports
from hearth.library.tables import table as one_table
from hearth.library.tables import tables

_RUNS_ON_A_PAGE = 25


@require_safe
@requires("run_reports")
def listing(request: Any) -> HttpResponse:
    """Show which reports there are, and the runs so far."""
    page = Paginator(report_runs(request.viewer), _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_described(run) for run in page.object_list]
    return render(request, "reports/list.html", {"kinds": reports(), "page": page})


@require_safe
@requires("run_reports")
def run(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show one run: how far it is, why it failed, or its tables. The page asks for itself until the run is over."""
    found = report_run(request.viewer, run_id)
    context = {**_described(found), "again": _again(found), "tables": []}
    if found.state == "done":
        context["tables"] = tables(found)
    return render(request, "reports/run.html", context)


@require_safe
@requires("run_reports")
def download(request: Any, run_id: uuid.UUID) -> FileResponse:
    """Send HUD's CSV files of a finished run, as one zip."""
    found = report_run(request.viewer, run_id)
    if found.state != "done":
        raise Http404
    start, end = found.parameters["start"], found.parameters["end"]
    name = f"{found.report}-{start}-{end}.zip"
    return FileResponse(files_of(found), as_attachment=True, filename=name, content_type="application/zip")


@require_safe
@requires("run_reports")
def cell(request: Any, run_id: uuid.UUID, table: str, row: int, column: int) -> HttpResponse:
    """Show what one number means and who is behind it."""
    found = report_run(request.viewer, run_id)
    if found.state != "done":
        raise Http404
    context = {
        **_described(found),
        "table": one_table(found, table),
        "cell": open_cell(request.viewer, found, table, row, column),
    }
    return render(request, "reports/cell.html", context)


def _described(found: Any) -> dict[str, Any]:
    """Give a run with what it was asked for, in words."""
    title = next((kind.title for kind in reports() if kind.code == found.report), found.report)
    return {
        "run": found,
        "title": title,
        "start": parse_date(found.parameters["start"]),
        "end": parse_date(found.parameters["end"]),
        "programs": [project["name"] for project in found.parameters["projects"]],
    }


def _again(found: Any) -> str:
    """Give the address that asks for the same once more."""
    asked = {
        "program": [project["id"] for project in found.parameters["projects"]],
        "start": found.parameters["start"],
        "end": found.parameters["end"],
    }
    return f"{reverse('reports:start', args=[found.report])}?{urlencode(asked, doseq=True)}"
