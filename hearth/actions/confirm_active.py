"""Say that a household is still with the program: one click that counts as activity of today (PRODUCT.md K4)."""

import uuid

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import guard
from hearth.records.models import Exit, StillActive
from hearth.records.write import change, current
from hearth.rules.facts import Broken

RIGHT = "exit_household"
ACTION = "confirm_active"


def confirm_active(*, viewer: Viewer, enrollment_id: uuid.UUID) -> StillActive:
    """Record who said today that the household of this enrollment is still active. A second time a day adds nothing.

    Raises PermissionDenied without the right at the program, NotVisible, NotDone for who has left or is kept elsewhere.
    """
    row = viewer.enrollments.filter(pk=enrollment_id).select_related("project", "client").first()
    if row is None:
        raise NotVisible("There is no such enrollment.")
    if not viewer.may(RIGHT, row.project):
        raise PermissionDenied
    stop_if_kept_elsewhere(row)
    ended = guard.everything(Exit, "nobody who left is active").filter(enrollment=row, date_deleted=None)
    if gone := ended.first():
        values = {"name": person_name(row.client), "day": gone.exit_date}
        stop_if([Broken("still_active/enrolled", "%(name)s left on %(day)s. Reopen the enrollment.", values)])
    today = viewer.today
    said = guard.everything(StillActive, "was it said today already").filter(
        enrollment=row, on=today, date_deleted=None
    )
    with change(by=viewer.account, action=ACTION):
        return said.first() or StillActive.objects.create(
            client_id=row.client_id,
            enrollment=row,
            organization=viewer.organization,
            on=today,
            change=current(),
        )
