"""Free a bed: when somebody leaves it at the board, and when an exit ends the stay (PRODUCT.md N6)."""

import uuid
from datetime import date, timedelta

from hearth.access.viewer import Viewer
from hearth.actions.beds_here import check_may_keep_beds
from hearth.records import guard
from hearth.records.models import BedStay, Enrollment, Project, Reservation
from hearth.records.write import change


def free_bed(*, enrollment: Enrollment, on: date) -> None:
    """Let the person have no bed from this day on: the stay in it ends, and what is reserved later is cancelled.

    For every act that ends an enrollment (an exit by hand, the nightly one). Only inside a change; who may, the act
    that ends it has asked. Does nothing for who has no bed.
    """
    rows = guard.everything(BedStay, "the bed of who leaves").filter(
        enrollment=enrollment.pk, ends_on=None, date_deleted=None
    )
    for stay in rows.select_for_update():
        stay.ends_on = max(stay.starts_on, on)
        stay.save(update_fields=["ends_on"])
    kept = guard.everything(Reservation, "what is reserved for who leaves").filter(
        client=enrollment.client_id,
        bed__unit__project=enrollment.project_id,
        state__in=(Reservation.State.RESERVED, Reservation.State.ARRIVED),
        last_night__gte=on,
        date_deleted=None,
    )
    for reservation in kept.select_for_update(of=("self",)):
        if reservation.first_night >= on:
            reservation.state = Reservation.State.CANCELLED
        else:
            reservation.last_night = on - timedelta(days=1)
        reservation.save(update_fields=["state", "last_night"])


def leave_bed(*, viewer: Viewer, project: Project, bed_id: uuid.UUID, on: date) -> uuid.UUID | None:
    """End the stay in a bed at the board, and give the act; None for a bed that is free.

    Raises PermissionDenied without the right at the program.
    """
    check_may_keep_beds(viewer, project)
    with change(by=viewer.account, action="leave_bed") as signed:
        rows = guard.everything(BedStay, "the bed that is freed").filter(
            bed=bed_id, bed__unit__project=project, ends_on=None, date_deleted=None
        )
        stay = rows.select_for_update(of=("self",)).first()
        if stay is None:
            return None
        stay.ends_on = max(stay.starts_on, on)
        stay.save(update_fields=["ends_on"])
        return signed.pk
