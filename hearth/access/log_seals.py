"""Seal the log in batches, so that nobody changes it unseen, and find out whether somebody did (decision 0116).

A seal keeps a keyed digest of every row of its batch and is itself a keyed digest over them and the seal before.
Content may be erased (`erase`): the digests stay, the chain holds, and the erasure is told.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from hearth.records.encryption import kept_key
from hearth.records.models import Account, Change, LogErasure, LogSeal, Reading, SignIn

ROWS_IN_A_SEAL = 2000
_BYTES = 16


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table of the log: what of a row is sealed, when it was written, and how late a row may come to light.

    A row is visible when its transaction ends, so one may be older than what was sealed before it: a reading by
    moments, a change by as long as the change took. `may_be_late` are the rows that take longer (imports).
    """

    name: str
    model: type[Model]
    time: str
    fields: tuple[str, ...]
    late: timedelta
    may_be_late: Q | None = None


TABLES = (
    SealedTable(
        "reading",
        Reading,
        "read_at",
        (
            "account_id",
            "organization_id",
            "client_id",
            "what",
            "about",
            "detail",
            "why",
            "words",
            "how_many",
            "screen",
            "read_at",
        ),
        timedelta(hours=1),
    ),
    SealedTable(
        "change",
        Change,
        "made_at",
        ("account_id", "action", "why", "screen", "import_run_id", "made_at"),
        timedelta(hours=24),
        Q(import_run__isnull=False),
    ),
    SealedTable(
        "sign_in",
        SignIn,
        "at",
        ("account_id", "kind", "at", "address", "session", "name_tried"),
        timedelta(hours=1),
    ),
)
_TABLE = {table.name: table for table in TABLES}
# What `erase` takes out of a row; who, when and what kind of act stay, as the law asks of a log.
_ERASED: dict[str, dict[str, Any]] = {
    "reading": {"client": None, "about": None, "detail": "", "why": "", "words": None},
    "change": {"why": ""},
    "sign_in": {"address": None, "session": None, "name_tried": None},
}


def seal_log(now: datetime | None = None) -> int:
    """Seal every row that is not sealed yet, oldest first; give how many. The job's work (hearth/jobs/log.py)."""
    sealed = 0
    for table in TABLES:
        while count := _seal_batch(table, now or datetime.now(UTC)):
            sealed += count
    return sealed


def _seal_batch(table: SealedTable, now: datetime) -> int:
    with transaction.atomic():
        # Two sealers at once take the same number; the second fails on it and the next run goes on.
        last = LogSeal.objects.order_by("-number").select_for_update().first()
        waiting = table.model._default_manager.filter(seal=None).order_by(table.time, "pk")
        rows = list(waiting.values("pk", *table.fields)[:ROWS_IN_A_SEAL])
        if not rows:
            return 0
        seal = LogSeal(
            number=last.number + 1 if last else 1,
            table=table.name,
            made_at=now,
            until=rows[-1][table.time],
            rows=len(rows),
            digests=b"".join(_key(row["pk"]) + row_digest(table, row) for row in rows),
            previous=bytes(last.digest) if last else b"",
        )
        seal.digest = seal_digest(seal)
        seal.save(force_insert=True)
        table.model._default_manager.filter(pk__in=[row["pk"] for row in rows]).update(seal=seal)
    return len(rows)


def row_digest(table: SealedTable, row: Mapping[str, Any]) -> bytes:
    """Give the keyed digest of a row's content."""
    content = [table.name, str(row["pk"]), *(_plain(row[name]) for name in table.fields)]
    return _keyed(json.dumps(content, ensure_ascii=False).encode())


def seal_digest(seal: LogSeal) -> bytes:
    """Give the keyed digest of a seal: over its rows' digests and over the seal before."""
    told = [seal.number, seal.table, _plain(seal.made_at), _plain(seal.until), seal.rows]
    return _keyed(
        json.dumps(told).encode() + bytes(seal.previous) + hashlib.sha256(bytes(seal.digests)).digest()
    )


def entries(seal: LogSeal) -> dict[bytes, bytes]:
    """Give the digest of each row of a seal, by the row's key."""
    kept, step = bytes(seal.digests), 2 * _BYTES
    return {
        kept[place : place + _BYTES]: kept[place + _BYTES : place + step]
        for place in range(0, len(kept), step)
    }


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that somebody did to the log past Hearth. `seal` is the number of its batch."""

    seal: int
    table: str
    row: str
    what: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        return f"batch {self.seal} ({self.table}){row}: {self.what}"


def verify_log(kept: Iterable[Mapping[str, Any]] = ()) -> Iterator[Breach]:
    """Give everything in the log that is not as it was sealed. `kept` are seals that were kept off this machine.

    An end of the chain that was cut off together with its rows is found by the kept seals only.
    """
    erased = {(one.table, one.row): one for one in LogErasure.objects.all()}
    previous, expected, until = b"", 1, dict.fromkeys(_TABLE, datetime.min.replace(tzinfo=UTC))
    for seal in LogSeal.objects.order_by("number").iterator(chunk_size=20):
        if seal.number != expected:
            yield Breach(
                seal.number, seal.table, "", f"the seals {expected} to {seal.number - 1} were removed"
            )
        elif bytes(seal.previous) != previous:
            yield Breach(seal.number, seal.table, "", "it does not continue the seal before it")
        if bytes(seal.digest) != seal_digest(seal):
            yield Breach(seal.number, seal.table, "", "the seal itself was edited")
        yield from _breaches_of_rows(seal, erased, until[seal.table])
        previous, expected = bytes(seal.digest), seal.number + 1
        until[seal.table] = max(until[seal.table], seal.until)
    yield from _unsealed_too_old(until)
    yield from _not_as_kept(kept)


def _breaches_of_rows(
    seal: LogSeal, erased: Mapping[tuple[str, str], LogErasure], sealed_until: datetime
) -> Iterator[Breach]:
    table = _TABLE[seal.table]
    told = entries(seal)
    for row in _sealed_rows(table).filter(seal=seal).values("pk", *table.fields):
        told_digest, digest = told.pop(_key(row["pk"]), None), row_digest(table, row)
        if told_digest is None:
            yield Breach(seal.number, seal.table, str(row["pk"]), "the row was added")
        elif told_digest != digest and not _is_erased(erased.get((seal.table, str(row["pk"]))), digest):
            yield Breach(seal.number, seal.table, str(row["pk"]), "the row was edited")
    for key in told:
        yield Breach(seal.number, seal.table, _shown(table, key), "the row was removed")
    for row in _late(table, sealed_until).filter(seal=seal).values("pk"):
        yield Breach(seal.number, seal.table, str(row["pk"]), "the row was added long after its date")


def _unsealed_too_old(until: Mapping[str, datetime]) -> Iterator[Breach]:
    for table in TABLES:
        for row in _late(table, until[table.name]).filter(seal=None).values("pk"):
            yield Breach(0, table.name, str(row["pk"]), "the row was added long after its date")


def _late(table: SealedTable, sealed_until: datetime) -> "QuerySet[Any]":
    """Give rows older than what was sealed before they came to light."""
    rows = _sealed_rows(table)
    if sealed_until.year == datetime.min.year:
        return rows.none()
    late = rows.filter(**{f"{table.time}__lt": sealed_until - table.late})
    return late.exclude(table.may_be_late) if table.may_be_late else late


def _sealed_rows(table: SealedTable) -> "QuerySet[Any]":
    return table.model._default_manager.all()


def _not_as_kept(kept: Iterable[Mapping[str, Any]]) -> Iterator[Breach]:
    here = dict(LogSeal.objects.values_list("number", "digest"))
    for one in kept:
        digest = here.get(one["number"])
        if digest is None:
            yield Breach(one["number"], one["table"], "", "the seal was removed")
        elif bytes(digest).hex() != one["digest"]:
            yield Breach(one["number"], one["table"], "", "the seal is not the one that was kept")


def kept_seals(after: int = 0) -> Iterator[dict[str, Any]]:
    """Give the seals as they are kept off this machine: numbers, times and digests, nothing about anybody."""
    for seal in LogSeal.objects.filter(number__gt=after).order_by("number").defer("digests").iterator():
        yield {
            "number": seal.number,
            "table": seal.table,
            "made_at": seal.made_at.isoformat(),
            "rows": seal.rows,
            "digest": bytes(seal.digest).hex(),
        }


def erase(table: str, rows: Iterable[int | uuid.UUID], *, by: Account | None, why: str) -> int:
    """Take the content out of sealed rows for good and say so in the log; give how many. The rows themselves stay."""
    sealed_table, now = _TABLE[table], datetime.now(UTC)
    with transaction.atomic():
        sealed = sealed_table.model._default_manager.filter(pk__in=list(rows), seal__isnull=False)
        keys = set(sealed.values_list("pk", flat=True))
        sealed.update(**_ERASED[table])
        for row in sealed.values("pk", *sealed_table.fields):
            one = LogErasure(table=table, row=str(row["pk"]), at=now, account=by, why=why)
            one.proof = _proof(one, row_digest(sealed_table, row))
            one.save()
    return len(keys)


def _is_erased(one: LogErasure | None, left: bytes) -> bool:
    """Say whether this system erased a row's content, and whether what is left of the row is what it left."""
    return one is not None and hmac.compare_digest(bytes(one.proof), _proof(one, left))


def _proof(one: LogErasure, left: bytes) -> bytes:
    told = ["erased", one.table, one.row, _plain(one.at), str(one.account_id), one.why, left.hex()]
    return _keyed(json.dumps(told).encode())


def _key(pk: int | uuid.UUID) -> bytes:
    return pk.bytes if isinstance(pk, uuid.UUID) else pk.to_bytes(_BYTES, "big")


def _shown(table: SealedTable, key: bytes) -> str:
    return str(uuid.UUID(bytes=key)) if table.model is Change else str(int.from_bytes(key, "big"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if value is None or isinstance(value, int | str) else str(value)


def _keyed(content: bytes) -> bytes:
    return hmac.digest(kept_key("seal the log"), content, "sha256")[:_BYTES]
