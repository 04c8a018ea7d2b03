"""Import HMIS CSV files: send one, follow it, read what became of each file in it. See hearth/exchange/uploads.py."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import requires
from hearth.exchange.uploads import counts_of, import_run, import_runs, start_import
from hearth.screens.exchange.form import UploadForm

_RUNS_ON_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def imports(request: Any) -> HttpResponse:
    """Show the upload form and past imports, or take an upload and go to its run."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        run = start_import(
            request.viewer, upload, file_name=upload.name, source_name=form.cleaned_data["source_name"]
        )
        return redirect("exchange:run", run.id)
    page = Paginator(import_runs(request.viewer), _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/imports.html", {"form": form, "page": page, "zone": request.viewer.zone})


@require_safe
@requires("import_data")
def run(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show one import; the page asks for itself again until the import is over."""
    found = import_run(request.viewer, run_id)
    counts = counts_of(found)
    totals = [sum(getattr(count, what) for count in counts) for what in ("read", "stored", "refused")]
    context = {"run": found, "counts": counts, "totals": totals, "zone": request.viewer.zone}
    return render(request, "exchange/run.html", context)
