"""New keys for old: every encrypted value moves under a new data key, and its digests are made anew.

One mechanism for both kinds of key. A rotation retires all data keys and makes new ones, wrapped by the present master
key; then it walks what still lies under a retired key, in batches that are stored one by one. What lies under which
key is written in each value, so a rotation that was killed goes on where it was, and until it ends both kinds can be
read and found. No history is written: what is recorded about people does not change.
"""

import uuid
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pgtrigger
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection, transaction

from hearth.records import encryption, ssn
from hearth.records.encryption import KeyInUse
from hearth.records.models.client import Client
from hearth.records.models.data_key import DataKey
from hearth.records.models.kept_file import KeptFile
from hearth.records.models.refused_row import RefusedRow

_IN_A_BATCH = 500
# Two rotations at once would each retire the other's keys.
_LOCK = 4_201_860_117


class AlreadyRotating(Exception):
    """Another process is changing the keys."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A column that holds encrypted values; with `digests`, the row has the digests of an SSN beside it."""

    table: str
    key: str
    column: str
    digests: bool


def places() -> tuple[_Place, ...]:
    """Give every column that holds encrypted values, history's too (tests/architecture keeps the list whole)."""
    return (
        *_with_history(Client, "ssn_encrypted", digests=True),
        _Place(RefusedRow._meta.db_table, "id", "row_encrypted", digests=False),
        *_with_history(KeptFile, "content_key_encrypted", digests=False),
    )


def _with_history(model: Any, column: str, *, digests: bool) -> tuple[_Place, _Place]:
    history = model._meta.get_field("history").related_model._meta
    return (
        _Place(model._meta.db_table, "id", column, digests=digests),
        _Place(history.db_table, history.pk.column or "", column, digests=digests),
    )


def rotate() -> Generator[tuple[int, int], None, None]:
    """Change all keys, or go on with a change that broke off; give (values done, values in all) after each batch.

    Raises AlreadyRotating.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise AlreadyRotating("Another process is changing the keys; this one leaves it to that.")
    try:
        retired = _retired()
        if not left(retired):
            retired = _retire()
        total, done = left(retired), 0
        yield done, total
        for place in places():
            while moved := _move_batch(place, retired):
                done += moved
                yield done, max(total, done)
        _wrap_kept_keys_anew()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])


def left(retired: dict[uuid.UUID, uuid.UUID | None] | None = None) -> int:
    """Count the values that still lie under a retired key."""
    keys = [one.bytes for one in (_retired() if retired is None else retired)]
    if not keys:
        return 0
    count = 0
    with connection.cursor() as cursor:
        for place in places():
            cursor.execute(
                f"select count(*) from {place.table} where substring({place.column} from 1 for 16) = any(%s)",
                [keys],
            )
            row = cursor.fetchone()
            count += row[0] if row else 0
    return count


def needs_old_master() -> bool:
    """Say whether a key that is in use was wrapped by a master key before the present one."""
    for key in DataKey.objects.filter(retired_at=None):
        try:
            encryption.unwrap_with(settings.HEARTH_MASTER_KEY, key)
        except InvalidTag:
            return True
    return left() > 0


def _retired() -> dict[uuid.UUID, uuid.UUID | None]:
    """Give the retired data keys, each with the agency whose it was."""
    rows = DataKey.objects.exclude(retired_at=None).filter(purpose="")
    return dict(rows.values_list("id", "organization"))


def _retire() -> dict[uuid.UUID, uuid.UUID | None]:
    """Retire all data keys and make new ones, at one moment: no value can go under a key that was just retired."""
    with transaction.atomic():
        in_use = DataKey.objects.select_for_update().filter(retired_at=None, purpose="")
        agencies = list(in_use.values_list("organization", flat=True))
        in_use.update(retired_at=datetime.now(UTC))
        for agency in dict.fromkeys(agencies):
            encryption.current_key(agency)
    return _retired()


def _move_batch(place: _Place, retired: dict[uuid.UUID, uuid.UUID | None]) -> int:
    """Move some values of a column under new keys, in one transaction; give how many."""
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            f"select {place.key}, {place.column} from {place.table} "
            f"where substring({place.column} from 1 for 16) = any(%s) limit {_IN_A_BATCH} for update",
            [[one.bytes for one in retired]],
        )
        rows = cursor.fetchall()
        under: dict[uuid.UUID | None, KeyInUse] = {}
        for key, stored in rows:
            agency = retired[encryption.key_id_of(bytes(stored))]
            if agency not in under:
                under[agency] = encryption.current_key(agency)
            values = _moved(place, bytes(stored), under[agency])
            columns = ", ".join(f"{name} = %s" for name in values)
            cursor.execute(
                f"update {place.table} set {columns} where {place.key} = %s", [*values.values(), key]
            )
    return len(rows)


def _moved(place: _Place, stored: bytes, under: KeyInUse) -> dict[str, bytes | None]:
    text = encryption.decrypt(stored)
    return (
        ssn.stored(text, under).columns()
        if place.digests
        else {place.column: encryption.encrypt(text, under)}
    )


def _wrap_kept_keys_anew() -> None:
    for key in DataKey.objects.exclude(purpose=""):
        key.wrapped = encryption.wrapped(key.id, encryption.unwrap(key))
        key.save(update_fields=["wrapped"])
