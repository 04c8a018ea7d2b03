"""What happened to a record: who changed what, when and why, from the history that the database keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Change
from hearth.records.models.record import Record

_NOT_SHOWN = {"id", "change", "source", "hud_id", "date_updated", "user"}
_SEALED = {"ssn_encrypted", "ssn_digest", "ssn_last_four_digest"}


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field before and after. `sealed` values (an SSN) are told but not shown."""

    name: str
    before: Any
    after: Any
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one record; the entry without fields is the one that made it."""

    record: Record
    made_at: datetime
    by: str
    action: str
    why: str
    fields: tuple[ChangedField, ...]


def history(viewer: Viewer, record: Record) -> list[HistoryEntry]:
    """Give a record's history, newest first. The record must have been given by this viewer."""
    viewer.rows(type(record)).get(pk=record.pk)
    old_rows = _old_rows(record)
    changes = Change.objects.select_related("account").in_bulk(
        [row.pgh_context_id for row in old_rows] + [record.change_id]
    )
    entries = []
    later: Any = record
    for row in reversed(old_rows):
        fields = difference(row, later)
        if fields:
            entries.append(_entry(record, changes[row.pgh_context_id], fields))
        later = row
    return [*entries, _entry(record, changes[record.change_id], ())]


def _old_rows(record: Record) -> list[Any]:
    history_model = type(record).history.rel.related_model  # type: ignore[attr-defined]
    rows = guard.everything(history_model, "history of a record that the viewer opened")
    return list(rows.filter(pgh_obj_id=record.pk).order_by("pgh_id"))


def difference(before: Any, after: Any) -> tuple[ChangedField, ...]:
    """Give what differs between two states of a record, housekeeping left out."""
    found = []
    for field in before._meta.get_fields():
        if field.name.startswith("pgh_") or field.name in _NOT_SHOWN:
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            sealed = field.name in _SEALED
            found.append(ChangedField(field.name, None if sealed else old, None if sealed else new, sealed))
    return tuple(found)


def _entry(record: Record, change: Change, fields: tuple[ChangedField, ...]) -> HistoryEntry:
    by = change.account.name if change.account else ""
    return HistoryEntry(record, change.made_at, by, change.action, change.why, fields)
