"""What happened to a record: who changed what, when, where and why, from the history that the database keeps."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.access import sensitive
from hearth.access.deleted import though_deleted
from hearth.access.log import log_reading
from hearth.access.masking import open_enrollments
from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility import OF_A_PROJECT, OF_AN_ENROLLMENT
from hearth.hud.standard import snake_case, standard
from hearth.records import guard
from hearth.records.models import (
    Change,
    Client,
    ClientAlias,
    Disability,
    Enrollment,
    LocalAnswer,
    Organization,
    Project,
)
from hearth.records.models.record import Record

# Every record that has a history page, by the name of it in the address.
_WITH_HISTORY: tuple[type[Any], ...] = (
    Client,
    Enrollment,
    *OF_AN_ENROLLMENT,
    ClientAlias,
    LocalAnswer,
    Project,
    Organization,
    *OF_A_PROJECT,
)
KINDS: dict[str, type[Record]] = {snake_case(model.hud_file): model for model in _WITH_HISTORY}
_NOT_SHOWN = {"id", "change", "source", "hud_id", "date_updated", "user"}
_SEALED = {"ssn_encrypted", "ssn_digest", "ssn_last_four_digest", "first_name_plain", "last_name_plain"}


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field before and after. `sealed` values (an SSN, what the viewer may not see) are told but not shown."""

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
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What one change did to one record."""

    change_id: uuid.UUID
    fields: tuple[ChangedField, ...]


def record_of(viewer: Viewer, kind: str, record_id: uuid.UUID) -> Record:
    """Open a record for its history, a deleted one too, and log the reading. Raises NotVisible."""
    model = KINDS.get(kind)
    if model is None:
        raise NotVisible("There is no such kind of record.")
    found = viewer.rows(model).filter(pk=record_id).first()
    found = found or though_deleted(viewer, model).filter(pk=record_id).first()
    if found is None:
        raise NotVisible("There is no such record.")
    log_reading(viewer, "history", client_of(viewer, found), about=found.pk, detail=kind)
    return found


def client_of(viewer: Viewer, record: Any) -> Client | None:
    """Give whose record it is, as the viewer sees them; nobody for a program's or an agency's."""
    if isinstance(record, Client):
        return record
    client_id = getattr(record, "client_id", None)
    return viewer.clients.filter(pk=client_id).first() if client_id else None


def history(viewer: Viewer, record: Record) -> list[HistoryEntry]:
    """Give a record's history, newest first. Raises ObjectDoesNotExist for a record that is out of sight."""
    model = type(record)
    if not though_deleted(viewer, model).filter(pk=record.pk).exists():
        viewer.rows(model).get(pk=record.pk)
    steps = steps_of(viewer, [record])[record.pk]
    changes = Change.objects.select_related("account").in_bulk(
        [step.change_id for step in steps] + [record.change_id]
    )
    told = [_entry(record, changes[step.change_id], step.fields) for step in steps]
    return [*told, _entry(record, changes[record.change_id], ())]


def steps_of(viewer: Viewer, records: Sequence[Any]) -> dict[uuid.UUID, list[Step]]:
    """Give what was done to each of the records (of one model) that this viewer was given, newest first.

    What the viewer may not see of a record as it is now, they do not see of it as it was. Three queries at most.
    """
    old_rows = old_rows_of(records)
    records = [record for record in records if record.pk in old_rows]
    hidden = hidden_columns(viewer, records)
    whole = _unmasked([record for record in records if record.masked_columns])
    steps: dict[uuid.UUID, list[Step]] = defaultdict(list)
    for record in records:
        later: Any = whole.get(record.pk, record)
        for old in reversed(old_rows.get(record.pk, [])):
            if not _tells_more_than_the_record(old, hidden[record.pk]):
                fields = difference(old, later, hidden[record.pk])
                if fields:
                    steps[record.pk].append(Step(old.pgh_context_id, fields))
            later = old
    return steps


def old_rows_of(records: Sequence[Any]) -> dict[uuid.UUID, list[Any]]:
    """Give the earlier states of records (of one model) that the viewer was given, oldest first."""
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    if not records:
        return found
    kept = guard.everything(
        type(records[0]).history.rel.related_model,  # type: ignore[attr-defined]
        "history of records that the viewer was given",
    )
    for old in kept.filter(pgh_obj_id__in=[record.pk for record in records]).order_by("pgh_id"):
        found[old.pgh_obj_id].append(old)
    return found


def _unmasked(records: Sequence[Any]) -> dict[uuid.UUID, Any]:
    """Give the rows as they are in place of masked ones: an answer that is merely not shown has not changed."""
    if not records:
        return {}
    rows = guard.everything(type(records[0]), "whether what is masked has changed")
    return rows.in_bulk([record.pk for record in records])


def hidden_columns(viewer: Viewer, records: Sequence[Any]) -> dict[uuid.UUID, frozenset[str]]:
    """Give for each of the records (of one model) the columns of which the viewer sees no value, old or new."""
    if not records:
        return {}
    model = type(records[0])
    if model is Client:
        may_see = viewer.may("manage_consent_refused")
        return {
            record.pk: _personal() if record.is_consent_refused and not may_see else frozenset()
            for record in records
        }
    sensitive_columns = sensitive.columns(model.__name__)
    if model is Disability:
        sensitive_columns |= {"disability_response", "disability_type"}
    if not sensitive_columns:
        return {record.pk: frozenset() for record in records}
    enrollment_of = {
        record.pk: record.pk if model is Enrollment else record.enrollment_id for record in records
    }
    open_ = open_enrollments(viewer, set(enrollment_of.values()))
    return {
        pk: frozenset() if enrollment in open_ else sensitive_columns
        for pk, enrollment in enrollment_of.items()
    }


def _tells_more_than_the_record(old: Any, hidden: frozenset[str]) -> bool:
    """Say whether an earlier state was a sensitive row (HIV, mental health ...) while the row of today is not."""
    return "disability_type" in hidden and old.disability_type in sensitive.disability_types()


def _personal() -> frozenset[str]:
    columns = standard().files["Client"].columns
    return frozenset(snake_case(column.name) for column in columns if column.personal)


def difference(before: Any, after: Any, hidden: frozenset[str] = frozenset()) -> tuple[ChangedField, ...]:
    """Give what differs between two states of a record, housekeeping left out. `hidden` columns come sealed."""
    found = []
    for field in before._meta.get_fields():
        if field.name.startswith("pgh_") or field.name in _NOT_SHOWN:
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new and not field.name.endswith("_plain"):
            sealed = field.name in _SEALED or field.name in hidden
            found.append(ChangedField(field.name, None if sealed else old, None if sealed else new, sealed))
    return tuple(found)


def _entry(record: Record, change: Change, fields: tuple[ChangedField, ...]) -> HistoryEntry:
    by = change.account.name if change.account else ""
    return HistoryEntry(record, change.made_at, by, change.action, change.why, fields, change.screen)
