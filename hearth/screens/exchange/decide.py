"""Decide about an import: agree to it or not, cancel it, start it again, undo it. See hearth/exchange/uploads.py."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.viewer import requires
from hearth.actions.refusal import NotDone
from hearth.exchange.undo import (
    can_undo,
    edited_before,
    edited_since,
    is_checked_at_once,
    start_undo,
    undo_at_work,
)
from hearth.exchange.uploads import (
    accept_import,
    cancel_import,
    counts_of,
    import_run,
    refuse_import,
    restart_import,
)


@require_POST
@requires("import_data")
def answer(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Import what was held, or leave it: anything but `do=agree` stores nothing."""
    decide = accept_import if request.POST.get("do") == "agree" else refuse_import
    decide(request.viewer, run_id)
    return redirect("exchange:run", run_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def cancel(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Ask whether to cancel an import, or cancel it. One that has ended meanwhile shows how it ended."""
    run = import_run(request.viewer, run_id)
    if not run.is_over and request.method != "POST":
        return render(request, "exchange/cancel.html", {"run": run})
    if not run.is_over:
        _try(request, lambda: cancel_import(request.viewer, run_id))
    return redirect("exchange:run", run_id)


@require_POST
@requires("import_data")
def restart(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Start an import again that was interrupted and whose upload is still here."""
    _try(request, lambda: restart_import(request.viewer, run_id))
    return redirect("exchange:run", run_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def undo(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Say what an undo takes back, or what stands in its way; undo on POST."""
    run = import_run(request.viewer, run_id)
    if not can_undo(run) or undo_at_work(run):
        return redirect("exchange:run", run_id)
    look = edited_since if is_checked_at_once(run) else edited_before
    edited = look(request.viewer, run_id)
    if request.method == "POST" and not (edited and is_checked_at_once(run)):
        _try(request, lambda: start_undo(request.viewer, run_id))
        return redirect("exchange:run", run_id)
    if request.method == "POST":
        # What stands in the way is listed by the same page.
        messages.error(request, _("Nothing was undone."))
    context = {
        "run": run,
        "may_try": not (edited and is_checked_at_once(run)),
        "edited": [(row, _what(row.what)) for row in edited],
        "total": {
            what: sum(getattr(one, what) for one in counts_of(run)) for what in ("new", "changed", "deleted")
        },
        "zone": request.viewer.zone,
    }
    return render(request, "exchange/undo.html", context)


def _what(action: str) -> str:
    known = {"import": _("A later import or a mended row"), "undo_import": _("The undo of another import")}
    return known.get(action) or action.replace("_", " ").capitalize()


def _try(request: Any, act: Callable[[], object]) -> None:
    """Do it, or say on the next page why it could not be done."""
    try:
        act()
    except NotDone as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
