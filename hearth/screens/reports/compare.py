"""Compare two runs of a report: choose the other one, then see the numbers that differ side by side."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires
from hearth.library.compare import comparable_runs, differences
from hearth.library.runs import report_run
from hearth.screens.reports.told_run import told_run

_RUNS_ON_A_PAGE = 25
_NUMBERS_ON_A_PAGE = 100


@require_safe
@requires("run_reports")
def compare(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show which runs this one can be compared with, or the numbers that differ from those of `?with=`."""
    viewer = request.viewer
    run = report_run(viewer, run_id)
    if run.state != "done":
        raise Http404
    asked = request.GET.get("with")
    context = {**told_run(run), "zone": viewer.zone}
    if asked is None:
        page = Paginator(comparable_runs(viewer, run), _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
        rows = [told_run(one) for one in page.object_list]
        return render(request, "reports/choose_other.html", {**context, "page": page, "rows": rows})
    try:
        other = report_run(viewer, uuid.UUID(asked))
    except ValueError:
        raise Http404 from None
    if other.state != "done" or other.report != run.report:
        raise Http404
    before, after = sorted((run, other), key=lambda one: one.created_at)
    numbers = Paginator(differences(before, after), _NUMBERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {"page": numbers, "sides": [told_run(before), told_run(after)]}
    return render(request, "reports/compare.html", context)
