"""Imports as the screens see them: start one from an upload, follow it, read what became of it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.dataset import UnusableInput
from hearth.exchange import load, scan, spool
from hearth.exchange.outcome import FileCount
from hearth.exchange.queued import queue
from hearth.exchange.tell import tell_how_it_ended
from hearth.hud.standard import standard
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.run import RunState

RIGHT = "import_data"
_TASK = "import_file"
MOST_INTERRUPTIONS = 3


class Upload(Protocol):
    """What Django gives for an uploaded file."""

    def chunks(self) -> Iterable[bytes]: ...


def start_import(
    viewer: Viewer,
    upload: Upload,
    *,
    file_name: str,
    source_name: str,
    project_ids: Sequence[str] = (),
    is_dry_run: bool = False,
    cleanups: Sequence[str] = (),
) -> ImportRun:
    """Keep an upload in the private spool and queue its import, in one transaction.

    `project_ids` limits it to some projects; `cleanups` are names of hearth/dataset/cleanups.py. A dry run, and an
    import that would change or delete much, store nothing and are held until `accept_import` or `refuse_import`: the
    state is then "held", the message says what would change.
    Raises PermissionDenied for who may not import, and UnusableInput for a cleanup that there is not.
    """
    _check_right(viewer)
    run_id = None
    try:
        with transaction.atomic():
            run = load.new_run(
                source_name=source_name,
                file_name=file_name,
                account=viewer.account,
                project_ids=project_ids,
                is_dry_run=is_dry_run,
                cleanups=cleanups,
            )
            run_id = run.id
            spool.store(run_id, upload.chunks())
            queue(_TASK, run_id)
    except BaseException:
        if run_id:
            spool.drop(run_id)
        raise
    return run


def accept_import(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Agree to an import that was held, and queue it again. Raises PermissionDenied, and Http404 where none is held."""
    with transaction.atomic():
        run = _held(viewer, run_id)
        run.is_accepted, run.is_dry_run = True, False
        _queue(run)
    return run


def refuse_import(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Say no to an import that was held; its upload is removed. Raises PermissionDenied, and Http404."""
    with transaction.atomic():
        run = _held(viewer, run_id)
        run.state, run.finished_at = RunState.FAILED, datetime.now(UTC)
        run.message = _("You did not agree to the changes. Nothing was stored.")
        run.save(update_fields=["state", "finished_at", "message"])
    spool.drop(run.id)
    return run


def cancel_import(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Cancel an import: at once where it waits, at its next step or block where it is at work. Nothing is stored.

    Raises PermissionDenied, Http404, and NotDone for one that ended.
    """
    with transaction.atomic():
        run = _locked(viewer, run_id)
        if run.is_over:
            raise NotDone([Problem(_("This import ended already."), "import/cancel")])
        run.cancelled_by = viewer.account
        is_at_work = run.state == RunState.RUNNING
        if not is_at_work:
            run.state, run.finished_at, run.message = RunState.FAILED, datetime.now(UTC), load.cancelled(run)
        run.save(update_fields=["cancelled_by", "state", "finished_at", "message"])
    if not is_at_work:
        spool.drop(run.id)
    return run


def restart_import(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Queue an import again that broke off by no fault of its file. Raises PermissionDenied, Http404 and NotDone."""
    with transaction.atomic():
        run = _locked(viewer, run_id)
        if not can_restart(run):
            raise NotDone([Problem(_("Its upload is gone; send the file again."), "import/restart")])
        _queue(run)
    return run


def go_on_after_interruption() -> list[ImportRun]:
    """Queue the imports again whose worker died, each from where it was sealed last; give them.

    A file that brings its worker down each time is left to a person after the third time.
    """
    waiting = Q(state=RunState.FAILED, interrupted_at__isnull=False, cancelled_by=None)
    found = []
    with transaction.atomic():
        runs = ImportRun.objects.select_for_update()
        for run in runs.filter(waiting, interruptions__lt=MOST_INTERRUPTIONS):
            if can_restart(run):
                _queue(run)
                found.append(run)
    return found


def can_restart(run: ImportRun) -> bool:
    """Tell whether an import broke off and its upload is still here."""
    is_kept = run.kept_until is not None and run.kept_until > datetime.now(UTC)
    return run.state == RunState.FAILED and is_kept and spool.upload_of(run.id).exists()


def import_runs(viewer: Viewer) -> "QuerySet[ImportRun]":
    """Give all imports, newest first. Raises PermissionDenied."""
    _check_right(viewer)
    return ImportRun.objects.select_related("source", "account")


def import_run(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Give one import. Raises Http404."""
    run = import_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def counts_of(run: ImportRun) -> list[FileCount]:
    """Give the counts of an import per file, in HUD's order (the database keeps no order of keys)."""
    return [FileCount(file=name, **run.counts[name]) for name in standard().files if name in run.counts]


def source_names() -> list[str]:
    """Give the names of the sources that records came from."""
    filled = Source.objects.filter(is_own=False, runs__state=RunState.DONE, runs__is_dry_run=False).distinct()
    return list(filled.order_by("name").values_list("name", flat=True))


def perform_import(run_id: uuid.UUID) -> None:
    """Do a queued import: the job's work. An unusable file ends the run with its line, and is no fault of the job."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state != RunState.WAITING:
        return
    if not scan.passes(run):
        return
    try:
        load.perform(run)
    except (UnusableInput, load.NeedsConsent):
        pass
    finally:
        tell_how_it_ended(run)


def _queue(run: ImportRun) -> None:
    run.state, run.message, run.kept_until, run.finished_at = RunState.WAITING, "", None, None
    run.interrupted_at = None
    run.save(
        update_fields=[
            "is_accepted",
            "is_dry_run",
            "state",
            "message",
            "kept_until",
            "finished_at",
            "interrupted_at",
        ]
    )
    queue(_TASK, run.id)


def _held(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    run = _locked(viewer, run_id)
    if run.state != RunState.HELD:
        raise Http404
    return run


def _locked(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    _check_right(viewer)
    run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
