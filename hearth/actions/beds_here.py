"""What every act on a bed asks first: the right at the program, the bed itself locked, and whether it can be had."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Bed, BedOffline, BedStay, Project, Reservation
from hearth.rules.facts import Broken

RIGHT = "take_attendance"
STANDS = (Reservation.State.RESERVED, Reservation.State.ARRIVED)


def check_may_keep_beds(viewer: Viewer, project: Project) -> None:
    """Raise PermissionDenied unless the viewer keeps the beds of their own agency's program."""
    if not viewer.may(RIGHT, project) or project.organization_id != viewer.organization.pk:
        raise PermissionDenied


def locked_bed(viewer: Viewer, project: Project, bed_id: uuid.UUID) -> Bed:
    """Give the bed, locked until the change ends: whoever wants it too waits, and then finds it taken.

    Raises NotVisible for a bed that the viewer does not see in this program.
    """
    rows = viewer.rows(Bed).filter(pk=bed_id, unit__project=project).select_related("unit")
    bed = rows.select_for_update(no_key=True, of=("self",)).first()
    if bed is None:
        raise NotVisible("There is no such bed.")
    return bed


def taken(
    bed: Bed,
    first: date,
    last: date | None,
    *,
    besides_client: uuid.UUID | None = None,
) -> list[Broken]:
    """Say why the bed cannot be had for these nights (no end: from then on). Of a locked bed only.

    What is kept for `besides_client` is in nobody's way.
    """
    name = {"bed": bed.name}
    found = []
    offline = guard.everything(BedOffline, "whether a bed can be slept in").filter(bed=bed, date_deleted=None)
    if _meeting(offline, "starts_on", "ends_on", first, last).exists():
        found.append(Broken("bed/offline", "Bed %(bed)s is offline on one of these nights.", name))
    stays = guard.everything(BedStay, "whether a bed is taken").filter(bed=bed, date_deleted=None)
    # The day of leaving is a free night already.
    stays = stays.filter(Q(ends_on=None) | Q(ends_on__gt=first))
    if last is not None:
        stays = stays.filter(starts_on__lte=last)
    if stays.exclude(client=besides_client).exists():
        found.append(Broken("bed/taken", "Somebody sleeps in bed %(bed)s on one of these nights.", name))
    kept = guard.everything(Reservation, "whether a bed is reserved").filter(
        bed=bed, date_deleted=None, state__in=STANDS
    )
    kept = _meeting(kept, "first_night", "last_night", first, last)
    if kept.exclude(client=besides_client).exists():
        found.append(Broken("bed/reserved", "Bed %(bed)s is reserved for one of these nights.", name))
    return found


def _meeting(
    rows: "QuerySet[Any]", starts: str, ends: str, first: date, last: date | None
) -> "QuerySet[Any]":
    rows = rows.filter(Q(**{ends: None}) | Q(**{f"{ends}__gte": first}))
    return rows if last is None else rows.filter(**{f"{starts}__lte": last})
