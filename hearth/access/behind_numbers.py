"""The people behind a number of a report, as far as a viewer may know them by name."""

import uuid
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, OuterRef, UUIDField, Value

from hearth.access import sensitive
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.kept_query import IsOneOf
from hearth.records.models import Enrollment, Event

if TYPE_CHECKING:
    from django.db.models import QuerySet


def people_behind(
    viewer: Viewer,
    report: str,
    table: str,
    client_ids: Collection[uuid.UUID],
    enrollment_ids: Collection[uuid.UUID],
) -> "QuerySet[Any]":
    """Give those of the clients whom the viewer may open; in a table that tells something sensitive of who is in it
    (a diagnosis, violence), only those whom the viewer's own agency enrolled. A listing has no table: "".

    Each has in `read_stays` those of the stays by which the number counts people that the viewer may read: whoever sees
    a client need not know each of their programs. By any other stay nobody may be named: a role over all agencies sees
    none of a program under 42 CFR Part 2, whose report would tell who is in it.
    """
    stays = (
        viewer.enrollments.filter(_is_one_of(enrollment_ids), client=OuterRef("pk")).order_by().values("pk")
    )
    rows = viewer.clients.filter(_is_one_of(client_ids)).annotate(read_stays=ArraySubquery(stays))
    if not sensitive.is_told_by_table(report, table):
        return rows
    own = guard.everything(Enrollment, "whose sensitive answers an agency asked for itself").filter(
        client=OuterRef("pk"), project__organization=viewer.organization.id, date_deleted=None
    )
    return rows.filter(Exists(own))


def _is_one_of(ids: Collection[uuid.UUID]) -> IsOneOf:
    """Give the condition with the ids as one value: behind a number of a whole community are tens of thousands."""
    return IsOneOf(F("pk"), Value(list(ids), ArrayField(UUIDField())))


def events_behind(viewer: Viewer, event_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of the events that the viewer may read: whoever sees a client need not see every event."""
    return set(viewer.rows(Event).filter(pk__in=event_ids).values_list("pk", flat=True))
