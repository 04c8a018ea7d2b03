"""Exports that wait to be fetched: each sealed under the master key, gone when its time is over.

They hold names and Social Security numbers, so they lie encrypted and in a folder that no backup takes.
"""

import io
import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings

from hearth.exchange.run_progress import is_alive, own_line
from hearth.records.encryption import file_key, file_keys
from hearth.records.sealed import SealedReader, SealedWriter

_PURPOSE = "seal exports that wait"
HOURS_KEPT = 72
_AT_ONCE = 1024 * 1024


def keep(run_id: uuid.UUID, written: Path) -> int:
    """Seal a written export for who fetches it; give its size. The file appears whole or not at all."""
    path = _path(run_id)
    draft = path.with_suffix(".draft")
    try:
        with (
            written.open("rb") as source,
            open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
            SealedWriter(target, _key()) as sealed,
        ):
            shutil.copyfileobj(source, sealed, _AT_ONCE)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return written.stat().st_size


def opened(run_id: uuid.UUID) -> io.BufferedReader:
    """Give the export as it was written. Raises FileNotFoundError."""
    return io.BufferedReader(SealedReader(_path(run_id).open("rb"), _keys()), _AT_ONCE)


def remove(run_id: uuid.UUID) -> None:
    """Remove a kept export, if it is there."""
    _path(run_id).unlink(missing_ok=True)


def sweep(kept: set[uuid.UUID]) -> int:
    """Remove every file that belongs neither to the given runs nor to one at work; give how many."""
    removed = 0
    with own_line() as line:
        for path in _root().iterdir():
            run_id = uuid.UUID(path.stem)
            if (run_id not in kept or path.suffix) and not is_alive(run_id, line):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _key() -> bytes:
    return file_key(_PURPOSE)


def _keys() -> list[bytes]:
    return file_keys(_PURPOSE)


def _path(run_id: uuid.UUID) -> Path:
    return _root() / str(run_id)


def _root() -> Path:
    root = Path(settings.DATA) / "exports"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root
