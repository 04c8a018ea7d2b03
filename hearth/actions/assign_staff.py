"""Choose who works with a household: one or more people of the agency (PRODUCT.md G9)."""

import uuid
from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied

from hearth.access.contacts import colleagues
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import clock, guard
from hearth.records.models import Account, AssignedStaff, Enrollment
from hearth.records.write import change, current

RIGHT = "edit_enrollment"


def assign_staff(
    *, viewer: Viewer, enrollments: Sequence[Enrollment], account_ids: Collection[uuid.UUID]
) -> None:
    """Let exactly these colleagues be assigned to the enrollments of a household; nobody may be, too.

    Raises PermissionDenied without the right at the program, NotVisible for an enrollment or a colleague the viewer
    does not see. In each case nothing is stored.
    """
    wanted = {one.pk for one in enrollments}
    rows = list(viewer.enrollments.filter(pk__in=wanted).select_related("project"))
    if len(rows) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    if not all(viewer.may(RIGHT, row.project) for row in rows):
        raise PermissionDenied
    chosen = [one for one in colleagues(viewer) if one.pk in set(account_ids)]
    if len(chosen) != len(set(account_ids)):
        raise NotVisible("There is no such colleague.")
    with change(by=viewer.account, action="assign_staff"):
        held = guard.everything(AssignedStaff, "who is assigned already").filter(
            enrollment__in=wanted, organization=viewer.organization, date_deleted=None
        )
        there = set()
        for row in held.select_for_update():
            if row.account_id in {one.pk for one in chosen}:
                there.add((row.enrollment_id, row.account_id))
                continue
            row.date_deleted = clock.instant()
            row.save(update_fields=["date_deleted"])
        for enrollment in rows:
            for account in chosen:
                if (enrollment.pk, account.pk) not in there:
                    assigned(viewer, enrollment, account)


def assigned(viewer: Viewer, enrollment: Enrollment, account: Account) -> AssignedStaff:
    """Assign somebody. Only inside a change."""
    return AssignedStaff.objects.create(
        enrollment=enrollment, account=account, organization=viewer.organization, change=current()
    )
