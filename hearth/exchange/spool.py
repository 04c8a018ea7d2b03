"""The spool: a private folder per run where an upload waits and where its staging lies, gone when the run ends."""

import io
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearth.exchange.run_progress import DAYS_KEPT, is_alive, own_line
from hearth.exchange.sealed_file import UPLOADS, sealed_into, unsealed
from hearth.records import encryption
from hearth.records.models.import_run import ImportRun
from hearth.records.models.run import RunState
from hearth.records.sealed import SealedWriter

UPLOAD = "upload"
# What was read of it, sealed too (hearth/exchange/staging.py).
STAGING = "staging"
_KEPT = (UPLOAD, STAGING)
# The upload as it was sent, while it is read.
OPENED = "received.zip"
_AT_ONCE = 1024 * 1024


def store(run_id: uuid.UUID, chunks: Iterable[bytes]) -> Path:
    """Seal an upload into the run's folder, readable by this system's account only."""
    path = private_folder(run_id) / UPLOAD
    with (
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,
        SealedWriter(target, _key()) as sealed,
    ):
        for chunk in chunks:
            sealed.write(chunk)
    return path


def upload_of(run_id: uuid.UUID) -> Path:
    """Give the path of the sealed upload that waits for a run."""
    return _root() / str(run_id) / UPLOAD


def stored(run_id: uuid.UUID) -> io.BufferedReader:
    """Give the upload of a run as it was sent, as a stream. Raises FileNotFoundError and sealed.CannotOpen."""
    return unsealed(upload_of(run_id), _keys())


def opened(run_id: uuid.UUID, folder: Path) -> Path:
    """Give the upload of a run as it was sent, written into the run's folder."""
    path = folder / OPENED
    with (
        stored(run_id) as content,
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
    ):
        shutil.copyfileobj(content, target, _AT_ONCE)
    return path


@contextmanager
def sealing_staging(run_id: uuid.UUID) -> Iterator[SealedWriter]:
    """Seal what the block writes into the run's folder, to go on from in another start."""
    with sealed_into(private_folder(run_id) / STAGING, _key()) as sealed:
        yield sealed


def sealed_staging(run_id: uuid.UUID) -> io.BufferedReader:
    """Give what `sealing_staging` sealed. Raises FileNotFoundError and sealed.CannotOpen."""
    return unsealed(_root() / str(run_id) / STAGING, _keys())


@contextmanager
def folder_of(run_id: uuid.UUID) -> Iterator[Path]:
    """Give the run's private folder and empty it when the block ends, whatever happens.

    The sealed upload and its sealed staging stay as long as the run may be started again.
    """
    folder = private_folder(run_id)
    try:
        yield folder
    finally:
        _empty(run_id)
        if not (upload_of(run_id).exists() and _may_start(run_id)):
            drop(run_id)


def drop(run_id: uuid.UUID) -> None:
    """Remove a run's folder."""
    shutil.rmtree(_root() / str(run_id), ignore_errors=True)


def sweep() -> int:
    """Remove what runs left behind that were killed or ended; give how many folders were removed.

    An upload that still waits is kept. One that waited for an answer too long ends its run.
    """
    ImportRun.objects.filter(state=RunState.HELD, kept_until__lte=datetime.now(UTC)).update(
        state=RunState.FAILED,
        finished_at=datetime.now(UTC),
        message=_("Nobody agreed within %(days)s days. Nothing was stored.") % {"days": DAYS_KEPT},
    )
    removed = 0
    folders = list(_root().iterdir())
    if not folders:
        return removed
    startable = set(_startable().values_list("id", flat=True))
    with own_line() as line:
        for folder in folders:
            run_id = uuid.UUID(folder.name)
            if is_alive(run_id, line):
                continue
            if run_id in startable:
                _empty(run_id)
            else:
                drop(run_id)
                removed += 1
    return removed


def _may_start(run_id: uuid.UUID) -> bool:
    try:
        return _startable().filter(pk=run_id).exists()
    except DatabaseError:
        # The server is gone, and the run with it: whoever starts next finds the upload.
        return True


def _startable() -> "QuerySet[ImportRun]":
    """Give the runs that wait, whose process was stopped at work, or that a person may still start."""
    kept = Q(state__in=[RunState.HELD, RunState.FAILED], kept_until__gt=datetime.now(UTC))
    return ImportRun.objects.filter(Q(state__in=[RunState.WAITING, RunState.RUNNING]) | kept)


def _empty(run_id: uuid.UUID) -> None:
    """Remove all but what is sealed from a run's folder: there lies in the clear what the import works on."""
    for path in (_root() / str(run_id)).iterdir():
        if path.name in _KEPT:
            continue
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _key() -> bytes:
    return encryption.file_key(UPLOADS)


def _keys() -> list[bytes]:
    return encryption.file_keys(UPLOADS)


def private_folder(run_id: uuid.UUID) -> Path:
    """Give a run's private folder, made where it is not there yet; what lies in it is gone when the run ends."""
    folder = _root() / str(run_id)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _root() -> Path:
    root = Path(settings.DATA) / "spool"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root
