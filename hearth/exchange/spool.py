"""The spool: a private folder per run where an upload waits and where its staging lies, gone when the run ends."""

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from hearth.exchange.run_progress import is_alive, own_line
from hearth.records.models.import_run import ImportRun
from hearth.records.models.run import RunState

UPLOAD = "upload"


def store(run_id: uuid.UUID, chunks: Iterable[bytes]) -> Path:
    """Write an upload into the run's folder, readable by this system's account only."""
    path = _folder(run_id) / UPLOAD
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for chunk in chunks:
            target.write(chunk)
    return path


def upload_of(run_id: uuid.UUID) -> Path:
    """Give the path of the upload that waits for a run."""
    return _root() / str(run_id) / UPLOAD


@contextmanager
def folder_of(run_id: uuid.UUID) -> Iterator[Path]:
    """Give the run's private folder and remove it, upload included, when the block ends, whatever happens.

    The upload of a run that is held for a person's answer stays: it is read again when they agree.
    """
    folder = _folder(run_id)
    try:
        yield folder
    finally:
        if not (upload_of(run_id).exists() and _waiting().filter(pk=run_id).exists()):
            drop(run_id)


def drop(run_id: uuid.UUID) -> None:
    """Remove a run's folder."""
    shutil.rmtree(_root() / str(run_id), ignore_errors=True)


def sweep() -> int:
    """Remove the folders of runs that were killed; give how many. An upload that still waits is kept."""
    removed = 0
    waiting = set(_waiting().values_list("id", flat=True))
    with own_line() as line:
        for folder in _root().iterdir():
            run_id = uuid.UUID(folder.name)
            if run_id not in waiting and not is_alive(run_id, line):
                drop(run_id)
                removed += 1
    return removed


def _waiting() -> "QuerySet[ImportRun]":
    return ImportRun.objects.filter(state__in=[RunState.WAITING, RunState.HELD])


def _folder(run_id: uuid.UUID) -> Path:
    folder = _root() / str(run_id)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _root() -> Path:
    root = Path(settings.DATA) / "spool"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root
