"""Exits that the system did, and exits that somebody wants to reopen."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Enrollment, Exit

if TYPE_CHECKING:
    from django.db.models import QuerySet

# So long an exit by the system stands on the list.
LISTED_DAYS = 90


def exits_by_the_system(viewer: Viewer, *, everywhere: bool = False) -> "QuerySet[Exit]":
    """Give the automatic exits of the last days that the viewer sees, the newest first, households together."""
    since = viewer.instant() - timedelta(days=LISTED_DAYS)
    rows = viewer.exits.filter(is_automatic=True, change__made_at__gte=since)
    if not everywhere:
        rows = rows.filter(enrollment__project__organization=viewer.organization.pk)
    return _with_people(rows).order_by(
        "-change__made_at", "enrollment__household_id", "enrollment__relationship_to_hoh", "pk"
    )


def exits_chosen(viewer: Viewer, ids: Collection[uuid.UUID]) -> list[Exit]:
    """Give those of the exits that the viewer sees, with their people and programs."""
    rows = _with_people(viewer.exits.filter(pk__in=list(ids)))
    return list(rows.order_by("enrollment__household_id", "enrollment__relationship_to_hoh", "pk"))


def exits_together(viewer: Viewer, enrollment: Enrollment) -> list[Exit]:
    """Give the exit of an enrollment and those of its household that the same act did; nothing for who is there."""
    own = guard.everything(Exit, "which act ended a stay that the viewer was given").filter(
        enrollment=enrollment, date_deleted=None
    )
    rows = viewer.exits.filter(
        change__in=own.values("change"),
        enrollment__source=enrollment.source_id,
        enrollment__household_id=enrollment.household_id,
        enrollment__project=enrollment.project_id,
    )
    return list(rows.order_by("pk"))


def _with_people(rows: "QuerySet[Exit]") -> "QuerySet[Exit]":
    return rows.select_related("enrollment__client", "enrollment__project", "change")
