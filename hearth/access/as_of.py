"""A client or an enrollment as it stood at an earlier moment, rebuilt from the history that the database keeps.

A record's state then is its earlier state that the first later change replaced; without a later change it is the
record itself. What the viewer does not see now they do not see as it was then either.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hearth.access.audit import midnight
from hearth.access.days import day_column
from hearth.access.deleted import though_deleted
from hearth.access.history import hidden_columns, old_rows_of
from hearth.access.viewer import Viewer
from hearth.access.visibility import OF_AN_ENROLLMENT
from hearth.records.models import Change, Client, Enrollment, Exit
from hearth.records.models.record import Record

_NOT_SHOWN = {"change", "ssn_encrypted", "ssn_digest", "ssn_last_four_digest"}


@dataclass(frozen=True, slots=True)
class State:
    """A record as it stood: its columns by their names in the database. `record` is the row as it is now."""

    record: Any
    values: dict[str, Any]


def end_of(day: date, viewer: Viewer) -> datetime:
    """Give the moment at which a day ended where the viewer works."""
    return midnight(day, viewer) + timedelta(days=1)


def client_as_of(viewer: Viewer, client: Client, moment: datetime) -> list[State]:
    """Give the client's own record, enrollments and exits as they stood; nothing where there was no record yet."""
    own = states(viewer, list(viewer.clients.filter(pk=client.pk)), moment)
    if not own:
        return []
    enrollments = _rows(viewer, Enrollment, client=client)
    return [
        *own,
        *states(viewer, enrollments, moment),
        *states(viewer, _rows(viewer, Exit, client=client), moment),
    ]


def enrollment_as_of(viewer: Viewer, enrollment: Enrollment, moment: datetime) -> list[State]:
    """Give an enrollment and all that was recorded in it as they stood; nothing where there was none yet."""
    own = states(viewer, [enrollment], moment)
    if not own:
        return []
    found = own
    for model in OF_AN_ENROLLMENT:
        found += states(viewer, _rows(viewer, model, enrollment=enrollment), moment)
    return found


def states(viewer: Viewer, records: Sequence[Any], moment: datetime) -> list[State]:
    """Give those of the records (of one model, given by this viewer) that existed then, as they stood, by their day."""
    old_rows = old_rows_of(records)
    contexts = [row.pgh_context_id for rows in old_rows.values() for row in rows]
    made_at = _times({*contexts, *(record.change_id for record in records)})
    hidden = hidden_columns(viewer, records)
    found = []
    for record in records:
        if made_at[record.change_id] > moment:
            continue
        later = (row for row in old_rows.get(record.pk, ()) if made_at[row.pgh_context_id] > moment)
        values = values_of(next(later, record), hidden[record.pk])
        if values.get("date_deleted") is None:
            found.append(State(record, values))
    return sorted(found, key=_day_then)


def _day_then(state: State) -> tuple[date, uuid.UUID]:
    """Give what decides the order: a page lists the first of them only, and must list the same at each look."""
    day = state.values.get(day_column(type(state.record)) or "")
    return day or date.max, state.record.pk


def values_of(row: Any, hidden: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Give the columns of a record, or of an earlier state of one, without what is hidden or sealed."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in _NOT_SHOWN and field.name not in hidden
    }


def _rows(viewer: Viewer, model: type[Record], **of: Any) -> list[Any]:
    return [*viewer.rows(model).filter(**of), *though_deleted(viewer, model).filter(**of)]


def _times(change_ids: set[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    return dict(Change.objects.filter(pk__in=change_ids).values_list("pk", "made_at"))
