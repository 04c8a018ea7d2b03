"""The one way to write records: inside a change that somebody signs."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from hearth.records import guard
from hearth.records.models.account import Account
from hearth.records.models.change import Change
from hearth.records.models.import_run import ImportRun
from hearth.records.place import place

_current: ContextVar[Change | None] = ContextVar("hearth_change", default=None)


@contextmanager
def change(
    *,
    by: Account | None,
    action: str,
    why: str = "",
    import_run: ImportRun | None = None,
) -> Iterator[Change]:
    """Write records in one transaction, signed with who, what and why; all of it happens or none.

    The change takes along where it was made (hearth/records/place.py).

    `by` is None only for the system's own work (a nightly job, the demo). A change inside a change belongs to
    the outer one. The database takes the signature too: history rows demand it (NOT NULL), so a write that goes
    past this function fails there even when it goes past the guard.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic(), guard.writing():
        signed = Change.objects.create(
            id=uuid.uuid4(), account=by, action=action, why=why, screen=place(), import_run=import_run
        )
        _sign(signed)
        token = _current.set(signed)
        try:
            yield signed
            # After a failure the rollback takes the signature away, and the connection may not be asked any more.
            if not connection.needs_rollback:
                _sign(None)
        finally:
            _current.reset(token)


def current() -> Change:
    """Give the change being made. Raises guard.Refused outside one."""
    signed = _current.get()
    if signed is None:
        raise guard.Refused(
            "There is no change here: records are written inside hearth.records.write.change."
        )
    return signed


def _sign(signed: Change | None) -> None:
    """Tell this transaction's triggers whose change it is (pghistory reads these two settings)."""
    identity = str(signed.id) if signed else ""
    metadata = json.dumps({"change": identity, "action": signed.action}) if signed else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [identity, metadata],
        )
