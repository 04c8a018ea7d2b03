"""Keep a bed for somebody for some nights, and say what became of it (PRODUCT.md I5)."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.beds_here import STANDS, check_may_keep_beds, locked_bed, taken
from hearth.actions.refusal import stop_if
from hearth.records import guard
from hearth.records.models import Enrollment, Project, Reservation
from hearth.records.write import change, current
from hearth.rules.facts import Broken

State = Reservation.State
MOST_NIGHTS = 60


def reserve_bed(
    *,
    viewer: Viewer,
    project: Project,
    bed_id: uuid.UUID,
    client_id: uuid.UUID,
    first_night: date,
    nights: int,
    today: date,
) -> Reservation:
    """Reserve the bed. The check runs with the bed locked, so that of two who reserve at once one is refused.

    Raises PermissionDenied without the right, NotVisible for a bed or a client whom the viewer does not see, NotDone
    where one of the nights is past, taken, reserved or offline.
    """
    check_may_keep_beds(viewer, project)
    client = viewer.clients.filter(pk=client_id).first()
    if client is None:
        raise NotVisible("There is no such client.")
    last = first_night + timedelta(days=nights - 1)
    with change(by=viewer.account, action="reserve_bed"):
        bed = locked_bed(viewer, project, bed_id)
        stop_if(_dates(first_night, nights, today) or taken(bed, first_night, last))
        return Reservation.objects.create(
            client=client,
            organization=viewer.organization,
            change=current(),
            bed=bed,
            first_night=first_night,
            last_night=last,
        )


def end_reservation(
    *, viewer: Viewer, project: Project, reservation_id: uuid.UUID, state: str
) -> Reservation:
    """Cancel a reservation, or say that the person did not come or came. What ended stays ended.

    Raises PermissionDenied without the right, NotVisible for a reservation that the viewer does not see here.
    """
    check_may_keep_beds(viewer, project)
    with change(by=viewer.account, action=f"reservation_{State(state).value}"):
        rows = viewer.rows(Reservation).filter(pk=reservation_id, bed__unit__project=project)
        reservation = rows.select_for_update(of=("self",)).first()
        if reservation is None:
            raise NotVisible("There is no such reservation.")
        if reservation.state in STANDS:
            reservation.state = State(state)
            reservation.save(update_fields=["state"])
        return reservation


def arrive(enrollments: Sequence[Enrollment], on: date) -> None:
    """Let the reservations of who is checked in for a night be kept ones. Only inside a change."""
    for enrollment in enrollments:
        rows = guard.everything(Reservation, "who came for a reserved bed").filter(
            client=enrollment.client_id,
            bed__unit__project=enrollment.project_id,
            state=State.RESERVED,
            first_night__lte=on,
            last_night__gte=on,
            date_deleted=None,
        )
        rows.update(state=State.ARRIVED)


def _dates(first_night: date, nights: int, today: date) -> list[Broken]:
    if not 1 <= nights <= MOST_NIGHTS:
        return [Broken("reservation/nights", "Reserve from 1 to %(most)s nights.", {"most": MOST_NIGHTS})]
    if first_night < today:
        return [Broken("reservation/not_past", "The first night is past. Choose tonight or a later one.")]
    return []
