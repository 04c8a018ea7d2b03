"""Put a bed offline with a reason, and bring it back (PRODUCT.md N6). It stays counted in the inventory (2.07)."""

import uuid
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.beds_here import RIGHT, locked_bed, taken
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.records import guard
from hearth.records.models import Bed, BedOffline, OfflineReason, Project
from hearth.records.write import change, current

# Who sets programs up, who asks for changes of inventory, and who works at the door.
_RIGHTS = ("manage_programs", "ask_inventory", RIGHT)


def may_close_bed(viewer: Viewer, project: Project) -> bool:
    """Say whether the viewer may put beds of a program offline and bring them back."""
    return any(viewer.may(right, project) for right in _RIGHTS)


def close_bed(
    *,
    viewer: Viewer,
    bed_id: uuid.UUID,
    reason: str,
    note: str = "",
    starts_on: date,
    ends_on: date | None = None,
) -> BedOffline:
    """Put a bed offline from a day on, and perhaps up to one.

    Raises PermissionDenied without the right, NotVisible for a bed out of sight, and NotDone for days on which it is
    offline already, or somebody sleeps there or is to, or that have no order.
    """
    bed = _bed(viewer, bed_id)
    if ends_on is not None and ends_on < starts_on:
        raise NotDone([Problem(_("The last day is before the first."), "units/offline_dates")])
    with change(by=viewer.account, action="close_bed"):
        stop_if(taken(locked_bed(viewer, bed.unit.project, bed.pk), starts_on, ends_on))
        return BedOffline.objects.create(
            bed=bed,
            reason=OfflineReason(reason),
            note=note,
            starts_on=starts_on,
            ends_on=ends_on,
            change=current(),
        )


def open_bed(*, viewer: Viewer, bed_id: uuid.UUID, on: date) -> uuid.UUID:
    """Bring a bed back, so that it can be slept in tonight, and give the act.

    Raises PermissionDenied, NotVisible, and NotDone for one that is not offline.
    """
    bed = _bed(viewer, bed_id)
    with change(by=viewer.account, action="open_bed") as signed:
        rows = guard.everything(BedOffline, "what is brought back").filter(bed=bed, date_deleted=None)
        offline = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on).first()
        if offline is None:
            raise NotDone([Problem(_("This bed is not offline."), "units/offline")])
        # Put offline today by mistake: it never was.
        if offline.starts_on == on:
            offline.date_deleted = current().made_at
        else:
            offline.ends_on = on - timedelta(days=1)
        offline.save(update_fields=["date_deleted", "ends_on"])
        return signed.pk


def _bed(viewer: Viewer, bed_id: uuid.UUID) -> Bed:
    bed = viewer.rows(Bed).filter(pk=bed_id).select_related("unit__project").first()
    if bed is None:
        raise NotVisible("There is no such bed.")
    if not may_close_bed(viewer, bed.unit.project):
        raise PermissionDenied
    return bed
