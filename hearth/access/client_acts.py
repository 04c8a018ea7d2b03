"""What was done to a client's record, act by act: one enrollment of a household is one act, whatever it wrote."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hearth.access.days import day_column
from hearth.access.deleted import though_deleted
from hearth.access.history import ChangedField, old_rows_of, steps_of
from hearth.access.viewer import Viewer
from hearth.access.visibility import OF_AN_ENROLLMENT
from hearth.records import guard
from hearth.records.models import (
    AttestedMonth,
    Change,
    Client,
    ClientAlias,
    Enrollment,
    Exit,
    LocalAnswer,
    ReleaseOfInformation,
    Service,
)
from hearth.records.models.record import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet

# The order in which an act tells what it made.
_FIRST = (Enrollment, Exit, Service)
_MODELS: tuple[type[Any], ...] = (
    *_FIRST,
    *(model for model in OF_AN_ENROLLMENT if model not in _FIRST),
    ClientAlias,
    LocalAnswer,
)


@dataclass(frozen=True, slots=True)
class Act:
    """One change: when, by whom (nobody: the system), where, what and why; the records it made and those it changed."""

    made_at: datetime
    by: str
    action: str
    why: str
    made: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, tuple[ChangedField, ...]]] = field(default_factory=list)
    screen: str = ""


def client_acts(viewer: Viewer, client: Client) -> list[Act]:
    """Give the acts that made or changed the client and what belongs to them, newest first.

    Only what the viewer sees is told, not what another agency recorded. What was taken back is told: both acts.
    """
    made: dict[uuid.UUID, list[Record]] = defaultdict(list)
    changed: dict[uuid.UUID, list[tuple[Record, tuple[ChangedField, ...]]]] = defaultdict(list)
    for rows in rows_about(viewer, client):
        steps = steps_of(viewer, rows)
        for record in rows:
            made[record.change_id].append(record)
            for step in steps.get(record.pk, ()):
                changed[step.change_id].append((record, step.fields))
    releases = _releases(viewer, client)
    for release in releases:
        made[release.change_id].append(release)
    for month in _attested(viewer, client):
        made[month.change_id].append(month)
        if month.date_deleted:
            made[old_rows_of([month])[month.pk][-1].pgh_context_id].append(month)
    acts = [
        Act(
            change.made_at,
            change.account.name if change.account else "",
            change.action,
            change.why,
            made.get(change.pk, []),
            changed.get(change.pk, []),
            change.screen,
        )
        for change in _changes({*made, *changed})
    ]
    acts += [_withdrawal(one) for one in releases if one.withdrawn_at is not None]
    return sorted(acts, key=lambda act: act.made_at, reverse=True)


def _releases(viewer: Viewer, client: Client) -> list[Any]:
    rows = viewer.rows(ReleaseOfInformation).filter(client=client)
    return list(rows.select_related("withdrawn_by").order_by("starts_on", "id"))


def _attested(viewer: Viewer, client: Client) -> list[Any]:
    """Give the months of homelessness that were added beside any program; those taken back to who added them."""
    taken_back = Q(date_deleted__isnull=False, organization=viewer.organization.id)
    rows = guard.everything(AttestedMonth, "history of what the viewer sees or their agency took back")
    shown = viewer.rows(AttestedMonth).filter(client=client).values("pk")
    return list(rows.filter(Q(pk__in=shown) | taken_back, client=client).order_by("month", "pk"))


def _withdrawal(release: Any) -> Act:
    by = release.withdrawn_by.name if release.withdrawn_by else ""
    return Act(release.withdrawn_at, by, "withdraw_release", release.withdrawn_why, made=[release])


def rows_about(viewer: Viewer, client: Client) -> Iterator[list[Any]]:
    """Give the rows of each model about a client that the viewer sees, deleted ones of their reach too."""
    yield list(viewer.clients.filter(pk=client.pk))
    living, deleted = _models_with_rows(client)
    for model in _MODELS:
        order = (day_column(model) or "pk", "pk")
        found: list[Any] = []
        if model in living:
            found += _followed(viewer.rows(model), model).filter(client=client).order_by(*order)
        if model in deleted:
            found += _followed(though_deleted(viewer, model), model).filter(client=client).order_by(*order)
        if found:
            yield found


def _followed(rows: "QuerySet[Any]", model: type[Any]) -> "QuerySet[Any]":
    return rows.select_related("project") if model is Enrollment else rows


def _models_with_rows(client: Client) -> tuple[set[type[Any]], set[type[Any]]]:
    """Give the models that have living rows about a client, and those that have deleted ones. One query."""
    asked = {}
    for number, model in enumerate(_MODELS):
        rows = guard.everything(model, "has a client any").filter(client=OuterRef("pk"))
        asked[f"living_{number}"] = Exists(rows.filter(date_deleted=None))
        asked[f"deleted_{number}"] = Exists(rows.filter(date_deleted__isnull=False))
    row = guard.everything(Client, "has a client any").filter(pk=client.pk).annotate(**asked)
    told = row.values(*asked).first() or {}
    living, deleted = (
        {model for number, model in enumerate(_MODELS) if told.get(f"{kind}_{number}")}
        for kind in ("living", "deleted")
    )
    return living, deleted


def _changes(ids: Iterable[uuid.UUID]) -> "QuerySet[Change]":
    return Change.objects.filter(pk__in=ids).select_related("account").order_by("-made_at", "-pk")
