"""Exports as the screens see them: start one, follow it, cancel it, agree to its findings, fetch its file."""

import io
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from hearth.access.log import log_reading
from hearth.access.viewer import NotVisible, Viewer
from hearth.exchange.export_files import EXPORT_FILES
from hearth.exchange.order import Order
from hearth.exchange.perform_export import cancelled_message, new_run
from hearth.exchange.queued import queue
from hearth.exchange.selection import Selection
from hearth.hud.standard import standard
from hearth.records.models.export_run import ExportRun
from hearth.records.models.run import RunState

RIGHT = "export_data"
_TASK = "export_file"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to be fetched: its content, unsealed as it is read, its size, and the name that it is given."""

    content: io.BufferedReader
    size: int
    name: str


def start_export(viewer: Viewer, order: Order, *, recipient: str, purpose: str) -> ExportRun:
    """Make a run and queue its work, in one transaction.

    Who works for one agency exports that agency's projects, and whose role reaches one CoC the projects there with
    the households served there. Raises PermissionDenied for who may not export, NotVisible for a project or a CoC
    that the viewer does not see, and UnusableInput without a recipient and a purpose.
    """
    _check_right(viewer)
    with transaction.atomic():
        allowed = replace(order, selection=_within_sight(viewer, order))
        run = new_run(allowed, recipient=recipient, purpose=purpose, account=viewer.account)
        log_reading(viewer, "export", about=run.pk, detail=run.asked["preset"] or "")
        queue(_TASK, run.id)
    return run


def _within_sight(viewer: Viewer, order: Order) -> Selection:
    chosen = _within_cocs(viewer, order.selection)
    if chosen.projects is not None:
        if viewer.projects.filter(pk__in=chosen.projects).count() != len(set(chosen.projects)):
            raise NotVisible("There is no such project.")
    elif not viewer.sees_community:
        return replace(chosen, projects=tuple(viewer.projects.values_list("pk", flat=True)))
    return chosen


def _within_cocs(viewer: Viewer, chosen: Selection) -> Selection:
    if viewer.cocs is None:
        return chosen
    wanted = frozenset(chosen.cocs or viewer.cocs)
    # A selection without any CoC would be one of all of them.
    if not wanted or not wanted <= viewer.cocs:
        raise NotVisible("There is no such CoC.")
    return replace(chosen, cocs=tuple(sorted(wanted)))


def export_runs(viewer: Viewer) -> "QuerySet[ExportRun]":
    """Give the exports that the viewer may read of, newest first: their own; who sees every CoC, all."""
    _check_right(viewer)
    seen = Q() if viewer.sees_every_coc else Q(account=viewer.account)
    return ExportRun.objects.filter(seen).select_related("account", "disclosure")


def export_run(viewer: Viewer, run_id: uuid.UUID) -> ExportRun:
    """Give one export. Raises Http404."""
    run = export_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def rows_of(run: ExportRun) -> list[tuple[str, int]]:
    """Give the rows written per file, in HUD's order (the database keeps no order of keys)."""
    return [(name, run.counts[name]) for name in standard().files if name in run.counts]


def cancel_export(viewer: Viewer, run_id: uuid.UUID) -> None:
    """Cancel an export: at once where nobody works on it yet, else at its next step. Raises Http404.

    What is over stays as it is.
    """
    with transaction.atomic():
        run = export_runs(viewer).filter(pk=run_id).select_for_update(of=("self",)).first()
        if run is None:
            raise Http404
        if run.is_over:
            return
        run.is_cancelled = True
        if run.state != RunState.RUNNING:
            run.state, run.message, run.finished_at = RunState.FAILED, cancelled_message(), datetime.now(UTC)
        run.save(update_fields=["is_cancelled", "state", "message", "finished_at"])


def accept_findings(viewer: Viewer, run_id: uuid.UUID) -> None:
    """Agree to an export that the receiver may refuse, and queue it again. Raises Http404 where none is held."""
    with transaction.atomic():
        held = export_runs(viewer).filter(pk=run_id, state=RunState.HELD)
        run = held.select_for_update(of=("self",)).first()
        if run is None:
            raise Http404
        run.is_accepted, run.state, run.message = True, RunState.WAITING, ""
        run.save(update_fields=["is_accepted", "state", "message"])
        queue(_TASK, run.id)


def export_file(viewer: Viewer, run_id: uuid.UUID) -> ExportFile:
    """Open the file of an export. Raises Http404 where there is none (any more)."""
    run = export_run(viewer, run_id)
    if run.state != RunState.DONE or run.kept_until is None or run.kept_until <= datetime.now(UTC):
        raise Http404
    try:
        content = EXPORT_FILES.opened(run.id)
    except FileNotFoundError:
        raise Http404 from None
    log_reading(viewer, "export_file", about=run.pk, detail=run.asked["preset"] or "")
    kind = run.asked["preset"] or "export"
    return ExportFile(content, run.size, f"hmis-{kind}-{run.created_at:%Y-%m-%d}.zip")


def remove_old_exports() -> int:
    """Remove the files whose time is over, and those of runs that broke off; give how many."""
    now = datetime.now(UTC)
    ExportRun.objects.filter(kept_until__lte=now).update(kept_until=None)
    kept = set(ExportRun.objects.filter(kept_until__gt=now).values_list("id", flat=True))
    return EXPORT_FILES.sweep(kept)


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
