"""What a roster says of a stay that HUD's tables do not know: the birth date, who is assigned, how many notes."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hearth.access.assigned_staff import assigned_to
from hearth.access.viewer import Viewer
from hearth.records.models import Note


@dataclass(frozen=True, slots=True)
class KnownOfStay:
    """The names of who is assigned to a stay, and the number of its notes about the days asked for."""

    staff: list[str]
    notes: int


def known_of_stays(
    viewer: Viewer, enrollment_ids: Collection[uuid.UUID], start: date, end: date
) -> dict[uuid.UUID, KnownOfStay]:
    """Give what a viewer knows now of those of the stays that they may open.

    Notes are those that the viewer may read, about a day from `start` to `end`. Two queries.
    """
    written = viewer.rows(Note).filter(enrollment=OuterRef("pk"), on__range=(start, end))
    counted = written.order_by().values("enrollment").annotate(many=Count("pk")).values("many")
    stays = list(
        viewer.enrollments.filter(pk__in=enrollment_ids).annotate(notes=Coalesce(Subquery(counted), 0))
    )
    staff = assigned_to(viewer, stays)
    return {
        stay.pk: KnownOfStay([one.name or one.username for one in staff[stay.pk]], stay.notes)
        for stay in stays
    }
