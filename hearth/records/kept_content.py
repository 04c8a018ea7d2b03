"""The content of kept files: sealed, in Django's file storage (a folder of HEARTH_DATA, or an object store).

Written before the row that names it, in the same act: a row never lacks its content, and content without a row (an act
that was rolled back, a process that was killed) is removed by `sweep`. Nobody finds it before: only rows lead to it.
"""

import io
import os
import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

from hearth.records import guard
from hearth.records.encryption import KeyInUse, decrypt, encrypt
from hearth.records.models.kept_file import KeptFile, stored_as
from hearth.records.sealed import SealedReader, SealedWriter

_ROOT = "kept"
_AT_ONCE = 256 * 1024
# An act that keeps a file is over by then, or was broken off.
_OLDEST_ACT = timedelta(days=1)


def store(file_id: uuid.UUID, content: bytes, under: KeyInUse) -> bytes:
    """Seal content under a new key of its own and put it into the storage; give that key, encrypted for the row.

    Raises OSError when it cannot be written whole; nothing is left then.
    """
    key = os.urandom(32)
    target = io.BytesIO()
    with SealedWriter(target, key) as sealed:
        sealed.write(content)
    target.seek(0)
    name = stored_as(str(file_id))
    try:
        default_storage.save(name, File(target))
        _settle(name)
    except BaseException:
        remove(file_id)
        raise
    return encrypt(key.hex(), under)


def opened(kept: KeptFile) -> IO[bytes]:
    """Give the content of a file as it was sent. Raises FileNotFoundError, sealed.CannotOpen and Unreadable."""
    key = bytes.fromhex(decrypt(bytes(kept.content_key_encrypted)))
    return io.BufferedReader(SealedReader(default_storage.open(kept.storage_name, "rb"), key), _AT_ONCE)


def remove(file_id: uuid.UUID) -> None:
    """Remove content that no row names."""
    with suppress(FileNotFoundError):
        default_storage.delete(stored_as(str(file_id)))


def sweep(now: datetime) -> int:
    """Remove what no row names, a day after it was written; give how many files."""
    removed = 0
    for folder in _listed(_ROOT)[0]:
        names = _listed(f"{_ROOT}/{folder}")[1]
        rows = guard.everything(KeptFile, "which contents are still named")
        known = {str(one) for one in rows.filter(pk__in=names).values_list("pk", flat=True)}
        for name in set(names) - known:
            path = f"{_ROOT}/{folder}/{name}"
            if default_storage.get_modified_time(path) < now - _OLDEST_ACT:
                default_storage.delete(path)
                removed += 1
    return removed


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _settle(name: str) -> None:
    """Let the disk have it before the row is committed; an object store has it already."""
    try:
        path = default_storage.path(name)
    except NotImplementedError:
        return
    with open(path, "rb") as written:
        os.fsync(written.fileno())
