"""Imports as the screens see them: start one from an upload, follow it, read what became of it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hearth.access.viewer import Viewer
from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.hud.standard import standard
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.run import RunState

RIGHT = "import_data"
_TASK = "import_file"


class Upload(Protocol):
    """What Django gives for an uploaded file."""

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What became of one HUD file's rows. `added` are users added for an id that has no row.

    new, changed, same and older rows together are the stored ones; `deleted` of the `live` records were deleted.
    `samples` names the first keys of what changes or goes (new, changed, older, deleted).
    """

    file: str
    read: int
    stored: int
    refused: int
    added: int
    done: int
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    deleted: int = 0
    live: int = 0
    samples: dict[str, list[str]] = field(default_factory=dict)


def start_import(
    viewer: Viewer,
    upload: Upload,
    *,
    file_name: str,
    source_name: str,
    project_ids: Sequence[str] = (),
    is_dry_run: bool = False,
) -> ImportRun:
    """Keep an upload in the private spool and queue its import, in one transaction.

    `project_ids` limits it to some projects; a dry run stores nothing. An import that would change or delete much is
    held until `accept_import` or `refuse_import` (its state is then "held", and its message says what would change).
    Raises PermissionDenied for who may not import.
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
            )
            run_id = run.id
            spool.store(run_id, upload.chunks())
            app.configure_task(_TASK).defer(run_id=str(run_id))
    except BaseException:
        if run_id:
            spool.drop(run_id)
        raise
    return run


def accept_import(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    """Agree to an import that was held, and queue it again. Raises PermissionDenied, and Http404 where none is held."""
    with transaction.atomic():
        run = _held(viewer, run_id)
        run.is_accepted, run.state, run.message = True, RunState.WAITING, ""
        run.save(update_fields=["is_accepted", "state", "message"])
        app.configure_task(_TASK).defer(run_id=str(run.id))
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


def counts_of(run: ImportRun) -> list[FileCounts]:
    """Give the counts of an import per file, in HUD's order (the database keeps no order of keys)."""
    return [FileCounts(file=name, **run.counts[name]) for name in standard().files if name in run.counts]


def source_names() -> list[str]:
    """Give the names of the sources that records came from."""
    filled = Source.objects.filter(is_own=False, runs__state=RunState.DONE, runs__is_dry_run=False).distinct()
    return list(filled.order_by("name").values_list("name", flat=True))


def perform_import(run_id: uuid.UUID) -> None:
    """Do a queued import: the job's work. An unusable file ends the run with its line, and is no fault of the job."""
    run = ImportRun.objects.get(pk=run_id)
    if run.is_over:
        return
    try:
        load.perform(run, spool.upload_of(run_id))
    except (UnusableInput, load.NeedsConsent):
        return


def _held(viewer: Viewer, run_id: uuid.UUID) -> ImportRun:
    _check_right(viewer)
    run = ImportRun.objects.select_for_update().filter(pk=run_id, state=RunState.HELD).first()
    if run is None:
        raise Http404
    return run


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
