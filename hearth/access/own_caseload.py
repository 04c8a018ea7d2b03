"""Whose stays are a worker's own, and who is there with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from hearth.access.household import household_key
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import AssignedStaff, CareTeamMember, Enrollment

if TYPE_CHECKING:
    from django.db.models import QuerySet


def caseload(viewer: Viewer) -> "QuerySet[Enrollment]":
    """Give the open enrollments that are the viewer's own: they are assigned, are on the care team,
    or enrolled the client where nobody is assigned."""
    team = guard.everything(CareTeamMember, "whose care team the viewer is on").filter(
        Q(ends_on=None) | Q(ends_on__gte=viewer.today),
        client=OuterRef("client"),
        account=viewer.account,
        organization=viewer.organization,
        date_deleted=None,
    )
    rows = open_enrollments(viewer).filter(project__organization=viewer.organization.pk)
    assigned = guard.everything(AssignedStaff, "whose stays the viewer is assigned to").filter(
        enrollment=OuterRef("pk"), account=viewer.account, date_deleted=None
    )
    nobody = ~Exists(
        guard.everything(AssignedStaff, "whether anybody is assigned").filter(
            enrollment=OuterRef("pk"), date_deleted=None
        )
    )
    mine = Exists(assigned) | Exists(team) | (nobody & Q(change__account=viewer.account))
    return rows.filter(mine).select_related("client", "project")


def households_with(viewer: Viewer, stays: Iterable[Enrollment]) -> "QuerySet[Enrollment]":
    """Give all enrollments of the stays' households, with others to which another source gave the same number."""
    keys = {household_key(one) for one in stays}
    sources, numbers, projects = ({key[place] for key in keys} for place in range(3))
    return viewer.enrollments.filter(source__in=sources, household_id__in=numbers, project__in=projects)
