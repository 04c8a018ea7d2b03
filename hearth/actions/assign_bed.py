"""Give an enrolled person a bed, or another one than they have (PRODUCT.md N6)."""

import uuid
from datetime import date

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.beds_here import STANDS, check_may_keep_beds, locked_bed, taken
from hearth.actions.check_in import lock_people
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import guard
from hearth.records.models import BedStay, Exit, Project, Reservation
from hearth.records.write import change, current
from hearth.rules.facts import Broken


def assign_bed(
    *, viewer: Viewer, project: Project, bed_id: uuid.UUID, enrollment_id: uuid.UUID, on: date
) -> BedStay:
    """Let the person sleep in the bed from this day on; the bed that they had until then is free.

    Raises PermissionDenied without the right, NotVisible for a bed or an enrollment of elsewhere, NotDone for a bed
    that is taken, reserved for somebody else or offline, and for who is not enrolled that day.
    """
    check_may_keep_beds(viewer, project)
    enrollment = viewer.enrollments.filter(pk=enrollment_id, project=project).select_related("client").first()
    if enrollment is None:
        raise NotVisible("There is no such enrollment.")
    stop_if_kept_elsewhere(enrollment)
    with change(by=viewer.account, action="assign_bed"):
        lock_people([enrollment.client_id])
        bed = locked_bed(viewer, project, bed_id)
        exits = guard.everything(Exit, "has this person left").filter(
            enrollment=enrollment, exit_date__lte=on, date_deleted=None
        )
        if enrollment.entry_date > on or exits.exists():
            text = "%(name)s is not enrolled here on that day."
            stop_if([Broken("bed/enrolled", text, {"name": person_name(enrollment.client)})])
        own = guard.everything(BedStay, "the bed that they had").filter(
            enrollment=enrollment, ends_on=None, date_deleted=None
        )
        before = own.first()
        if before is not None and before.bed_id == bed.pk:
            return before
        stop_if(taken(bed, on, None, besides_client=enrollment.client_id))
        if before is not None:
            before.ends_on = max(before.starts_on, on)
            before.save(update_fields=["ends_on"])
        kept = guard.everything(Reservation, "who came for a reserved bed").filter(
            bed=bed, client=enrollment.client_id, state__in=STANDS, first_night__lte=on, last_night__gte=on
        )
        kept.update(state=Reservation.State.ARRIVED)
        return BedStay.objects.create(
            client_id=enrollment.client_id,
            enrollment=enrollment,
            organization=viewer.organization,
            change=current(),
            bed=bed,
            starts_on=on,
        )
