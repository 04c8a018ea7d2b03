"""Who is assigned to enrollments, as a viewer sees it, and whose caseload they are in."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Account, AssignedStaff, Enrollment

if TYPE_CHECKING:
    from django.db.models import QuerySet


def assigned_to(viewer: Viewer, enrollments: Iterable[Enrollment]) -> dict[uuid.UUID, list[Account]]:
    """Give who is assigned to each of the enrollments, by name. One query."""
    found: dict[uuid.UUID, list[Account]] = {one.pk: [] for one in enrollments}
    rows = viewer.rows(AssignedStaff).filter(enrollment__in=list(found)).select_related("account")
    for row in rows.order_by("account__name", "account__username"):
        found[row.enrollment_id].append(row.account)
    return found


def is_assigned(viewer: Viewer) -> "Exists":
    """Give the condition on enrollments that the viewer is assigned to them: for a caseload."""
    rows: QuerySet[AssignedStaff] = guard.everything(AssignedStaff, "whose caseload an enrollment is in")
    return Exists(
        rows.filter(
            enrollment=OuterRef("pk"),
            account=viewer.account,
            organization=viewer.organization,
            date_deleted=None,
        )
    )
