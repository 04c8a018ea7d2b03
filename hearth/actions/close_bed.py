"""Put a bed offline with a reason, and bring it back (PRODUCT.md N6). It stays counted in the inventory (2.07)."""

import uuid
from datetime import date, timedelta

from hearth.access.viewer import Viewer
from hearth.actions.beds_here import check_may_keep_beds, locked_bed
from hearth.actions.refusal import stop_if
from hearth.records import guard
from hearth.records.models import BedOffline, BedStay, OfflineReason, Project
from hearth.records.write import change, current
from hearth.rules.facts import Broken


def close_bed(*, viewer: Viewer, project: Project, bed_id: uuid.UUID, reason: str, on: date) -> BedOffline:
    """Put a bed offline from this day on. One that is offline already stays so, with its first reason.

    Raises PermissionDenied without the right, NotVisible for a bed of elsewhere, NotDone while somebody sleeps there.
    """
    check_may_keep_beds(viewer, project)
    with change(by=viewer.account, action="close_bed"):
        bed = locked_bed(viewer, project, bed_id)
        stays = guard.everything(BedStay, "whether a bed is taken").filter(
            bed=bed, ends_on=None, date_deleted=None
        )
        if stays.exists():
            text = "Somebody sleeps in bed %(bed)s. Move them first."
            stop_if([Broken("bed/taken", text, {"bed": bed.name})])
        rows = guard.everything(BedOffline, "is it offline already").filter(
            bed=bed, ends_on=None, date_deleted=None
        )
        return rows.first() or BedOffline.objects.create(
            bed=bed, reason=OfflineReason(reason), starts_on=on, change=current()
        )


def open_bed(*, viewer: Viewer, project: Project, bed_id: uuid.UUID, on: date) -> None:
    """Bring a bed back: it can be slept in tonight. Raises what `close_bed` raises."""
    check_may_keep_beds(viewer, project)
    with change(by=viewer.account, action="open_bed"):
        bed = locked_bed(viewer, project, bed_id)
        rows = guard.everything(BedOffline, "what is brought back").filter(
            bed=bed, ends_on=None, date_deleted=None
        )
        for offline in rows:
            # Put offline today by mistake: it never was.
            if offline.starts_on >= on:
                offline.date_deleted = current().made_at
            else:
                offline.ends_on = on - timedelta(days=1)
            offline.save(update_fields=["date_deleted", "ends_on"])
