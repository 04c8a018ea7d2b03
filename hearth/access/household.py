"""The household that an enrollment belongs to, as a viewer sees it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from hearth.access.viewer import Viewer
from hearth.records.models import Enrollment


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """One member: the enrollment (with its client and project) and, for who has left, the exit date (3.11)."""

    enrollment: Enrollment
    left_on: date | None


def household_of(viewer: Viewer, enrollment: Enrollment) -> list[HouseholdMember]:
    """Give the members of the enrollment's household, itself included: the head first, then by age.

    A household is the enrollments of one project that share a HouseholdID (5.09).
    """
    rows = viewer.enrollments.filter(
        source=enrollment.source_id, household_id=enrollment.household_id, project=enrollment.project_id
    )
    exits = viewer.exits.filter(enrollment=OuterRef("pk")).order_by("exit_date")
    members = (
        rows.select_related("client", "project")
        .annotate(left_on=Subquery(exits.values("exit_date")[:1]))
        .order_by("relationship_to_hoh", "client__dob", "id")
    )
    return [HouseholdMember(member, member.left_on) for member in members]
