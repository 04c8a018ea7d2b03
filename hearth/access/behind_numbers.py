"""The people behind a number of a report, as far as a viewer may know them by name."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from hearth.access import sensitive
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Event

if TYPE_CHECKING:
    from django.db.models import QuerySet


def people_behind(
    viewer: Viewer, report: str, table: str, client_ids: Sequence[uuid.UUID]
) -> "QuerySet[Client]":
    """Give those of the clients whom the viewer may open; in a table that tells something sensitive of who is in it
    (a diagnosis, violence), only those whom the viewer's own agency enrolled. A listing has no table: "".
    """
    rows = viewer.clients.filter(pk__in=client_ids)
    if not sensitive.is_told_by_table(report, table):
        return rows
    own = guard.everything(Enrollment, "whose sensitive answers an agency asked for itself").filter(
        client=OuterRef("pk"), project__organization=viewer.organization.id, date_deleted=None
    )
    return rows.filter(Exists(own))


def events_behind(viewer: Viewer, event_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of the events that the viewer may read: whoever sees a client need not see every event."""
    return set(viewer.rows(Event).filter(pk__in=event_ids).values_list("pk", flat=True))
