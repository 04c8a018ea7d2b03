"""What a roster says of a stay that HUD's tables do not know: the birth date, who is assigned, how many notes."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

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

    Notes are those that the viewer may read, about a day from `start` to `end`. Three queries.
    """
    staff = assigned_to(viewer, viewer.enrollments.filter(pk__in=enrollment_ids))
    written = viewer.rows(Note).filter(enrollment__in=list(staff), on__range=(start, end))
    notes = dict(written.values_list("enrollment").annotate(many=Count("pk")))
    return {
        stay: KnownOfStay([one.name or one.username for one in accounts], notes.get(stay, 0))
        for stay, accounts in staff.items()
    }
