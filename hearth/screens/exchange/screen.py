"""Import HMIS CSV files: send one, follow it, agree to it, read what became of it. See hearth/exchange/uploads.py."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import requires
from hearth.exchange.checked import MOST_LISTED, can_fetch
from hearth.exchange.matching import set_matching
from hearth.exchange.sources import matching_modes, sources
from hearth.exchange.undo import can_undo, undo_at_work
from hearth.exchange.uploads import can_restart, counts_of, import_run, import_runs, start_import
from hearth.screens.exchange import told
from hearth.screens.exchange.findings import grouped
from hearth.screens.exchange.form import UploadForm
from hearth.screens.exchange.small_forms import RunFilter
from hearth.screens.pace import time_left

_RUNS_ON_A_PAGE = 25
# So many are looked through faster than filtered.
_FEW_RUNS = 8
_AT_WORK = ("waiting", "running")


@require_safe
@requires("import_data")
def imports(request: Any) -> HttpResponse:
    """Show the imports so far: all, or those of one source or in one state."""
    runs = import_runs(request.viewer)
    filters = RunFilter(request.GET, sources=[(str(one.pk), one.name) for one in sources(request.viewer)])
    page = Paginator(filters.of(runs), _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    count = runs.count()
    context = {
        "filter": filters,
        "shows_filter": count > _FEW_RUNS,
        "page": page,
        "has_runs": count > 0,
        "zone": request.viewer.zone,
    }
    return render(request, "exchange/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def new(request: Any) -> HttpResponse:
    """Show the upload form, or take an upload and go to its run. `?source=` chooses the source beforehand."""
    known = sources(request.viewer)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        sources=[(str(one.pk), one.name) for one in known if not one.taken_over_by_hand],
        chosen=request.GET.get("source", ""),
        matchings=matching_modes(),
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        # The job must not begin before the source knows how its clients are recognised.
        with transaction.atomic():
            run = start_import(request.viewer, upload, file_name=upload.name, **form.asked())
            if form.is_new_source:
                set_matching(request.viewer, run.source.name, form.cleaned_data["matching"])
        return redirect("exchange:run", run.id)
    return render(request, "exchange/new.html", {"form": form})


@require_safe
@requires("import_data")
def run(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show one import; the page asks for itself again until there is something to read or to decide."""
    found = import_run(request.viewer, run_id)
    undoing = undo_at_work(found)
    at_work = undoing or found
    last_undo = found.undos.first()
    context = {
        "run": found,
        "large": told.large_changes(found) if found.state == "held" else [],
        "can_undo": can_undo(found),
        "can_restart": can_restart(found),
        "undoing": undoing,
        "not_undone": last_undo if last_undo and last_undo.state == "failed" else None,
        "time_left": time_left(
            at_work.step_started_at, at_work.done_units, at_work.total_units, datetime.now(UTC)
        ),
        "is_at_work": undoing is not None or found.state in _AT_WORK,
        "counted": told.counted(found),
        "in_short": told.in_short(found),
        "samples": told.samples(counts_of(found)) if found.state not in _AT_WORK else [],
        "cleaned": told.cleaned(found),
        "findings": grouped(found),
        "checks": told.checks(found),
        "can_fetch": can_fetch(found),
        "most_listed": MOST_LISTED,
        "is_list_cut": any(one["count"] > MOST_LISTED for one in found.quality or ()),
        "refused": sum(one.refused for one in counts_of(found)),
        "zone": request.viewer.zone,
    }
    return render(request, "exchange/run.html", context)
