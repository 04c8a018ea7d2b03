"""Imports as the screens see them: start one from an upload, follow it, read what became of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from procrastinate.contrib.django import app

from hearth.access.viewer import Viewer
from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.hud.standard import standard
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.run import RunState

RIGHT = "import_data"


class Upload(Protocol):
    """What Django gives for an uploaded file."""

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What became of one HUD file's rows. `added` are users added for an id that has no row."""

    file: str
    read: int
    stored: int
    refused: int
    added: int
    done: int


def start_import(viewer: Viewer, upload: Upload, *, file_name: str, source_name: str) -> ImportRun:
    """Keep an upload in the private spool and queue its import, in one transaction.

    Raises PermissionDenied for who may not import.
    """
    _check_right(viewer)
    run_id = None
    try:
        with transaction.atomic():
            run = load.new_run(source_name=source_name, file_name=file_name, account=viewer.account)
            run_id = run.id
            spool.store(run_id, upload.chunks())
            app.configure_task("import_file").defer(run_id=str(run_id))
    except BaseException:
        if run_id:
            spool.drop(run_id)
        raise
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
    filled = Source.objects.filter(is_own=False, runs__state=RunState.DONE).distinct()
    return list(filled.order_by("name").values_list("name", flat=True))


def perform_import(run_id: uuid.UUID) -> None:
    """Do a queued import: the job's work. An unusable file ends the run with its line, and is no fault of the job."""
    run = ImportRun.objects.get(pk=run_id)
    if run.is_over:
        return
    try:
        load.perform(run, spool.upload_of(run_id))
    except UnusableInput:
        return


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
