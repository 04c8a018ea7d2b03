"""Mark somebody absent who was expected at a night-by-night shelter, and take that back."""

import uuid
from datetime import date

from hearth.access.nights import Shelter
from hearth.access.viewer import Viewer
from hearth.actions.check_in import check_may, enrolled_here, lock_people
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Absence, Service
from hearth.records.write import change, current
from hearth.rules.facts import Broken
from hearth.rules.service.within_stay import BED_NIGHT


def mark_absent(
    *, viewer: Viewer, place: Shelter, on: date, enrollment_id: uuid.UUID, tap: uuid.UUID
) -> Absence:
    """Say that an expected person is not there tonight; saying it twice says it once.

    Raises what `check_in` raises, and NotDone for who is checked in.
    """
    check_may(viewer, place, on)
    [enrollment] = enrolled_here(viewer, place, [enrollment_id])
    key = uuid.uuid5(tap, str(enrollment_id))
    with change(by=viewer.account, action="mark_absent"):
        lock_people([enrollment.client_id])
        nights = guard.everything(Service, "is this night already recorded").filter(
            enrollment=enrollment, record_type=BED_NIGHT, date_provided=on, date_deleted=None
        )
        if nights.exists():
            text = "%(name)s is checked in. Undo that first."
            stop_if([Broken("service/here_or_absent", text, {"name": person_name(enrollment.client)})])
        rows = guard.everything(Absence, "was this said already")
        standing = rows.filter(enrollment=enrollment, on=on, date_deleted=None).first()
        before = standing or rows.filter(pk=key, enrollment=enrollment).first()
        return before or Absence.objects.create(
            id=key,
            client_id=enrollment.client_id,
            enrollment=enrollment,
            organization=viewer.organization,
            change=current(),
            on=on,
        )


def undo_absent(*, viewer: Viewer, place: Shelter, on: date, enrollment_id: uuid.UUID) -> None:
    """Take an absence back. Does nothing where there is none. Raises what `check_in` raises."""
    check_may(viewer, place, on)
    [enrollment] = enrolled_here(viewer, place, [enrollment_id])
    with change(by=viewer.account, action="undo_absent"):
        lock_people([enrollment.client_id])
        rows = guard.everything(Absence, "what is taken back").filter(
            enrollment=enrollment, on=on, date_deleted=None
        )
        rows.update(date_deleted=clock.instant())
