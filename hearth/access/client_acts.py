"""What was done to a client's record, act by act: one enrollment of a household is one act, whatever it wrote."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hearth.access.history import ChangedField, difference
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Change, Client, Enrollment, Exit, Service
from hearth.records.models.record import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Act:
    """One change: when, by whom (nobody: the system), what and why; the records it made and those it changed."""

    made_at: datetime
    by: str
    action: str
    why: str
    made: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, tuple[ChangedField, ...]]] = field(default_factory=list)


def client_acts(viewer: Viewer, client: Client) -> list[Act]:
    """Give the acts that made or changed the client, their enrollments, exits and services, newest first.

    Only what the viewer sees is told: not what another agency recorded, and not what was deleted.
    """
    made: dict[uuid.UUID, list[Record]] = defaultdict(list)
    changed: dict[uuid.UUID, list[tuple[Record, tuple[ChangedField, ...]]]] = defaultdict(list)
    for rows in _rows_of(viewer, client):
        old_rows = _old_rows(rows)
        for record in rows:
            made[record.change_id].append(record)
            later: Any = record
            for old in reversed(old_rows.get(record.pk, [])):
                differences = difference(old, later)
                if differences:
                    changed[old.pgh_context_id].append((record, differences))
                later = old
    return [
        Act(
            change.made_at,
            change.account.name if change.account else "",
            change.action,
            change.why,
            made.get(change.pk, []),
            changed.get(change.pk, []),
        )
        for change in _changes({*made, *changed})
    ]


def _rows_of(viewer: Viewer, client: Client) -> "Iterable[QuerySet[Any]]":
    yield viewer.clients.filter(pk=client.pk)
    yield viewer.rows(Enrollment).filter(client=client).select_related("project").order_by("entry_date", "pk")
    yield viewer.rows(Exit).filter(client=client).order_by("exit_date", "pk")
    yield viewer.rows(Service).filter(client=client).order_by("date_provided", "pk")


def _old_rows(rows: "QuerySet[Any]") -> dict[uuid.UUID, list[Any]]:
    """Give the earlier states of records that the viewer was given, oldest first."""
    history_model = rows.model.history.rel.related_model
    kept = guard.everything(history_model, "history of records that the viewer sees")
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for old in kept.filter(pgh_obj_id__in=rows.order_by().values("pk")).order_by("pgh_id"):
        found[old.pgh_obj_id].append(old)
    return found


def _changes(ids: Iterable[uuid.UUID]) -> "QuerySet[Change]":
    return Change.objects.filter(pk__in=ids).select_related("account").order_by("-made_at", "-pk")
