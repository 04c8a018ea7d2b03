"""Households as a viewer sees them: of an enrollment, and those that a client is in now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from hearth.access.open_goals import with_open_goals
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, Enrollment


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """One member: the enrollment (with its client and project) and, for who has left, the exit date (3.11)."""

    enrollment: Enrollment
    left_on: date | None


def household_key(enrollment: Enrollment) -> tuple[Any, ...]:
    """Give what all enrollments of one household share, and those of no other do."""
    return enrollment.source_id, enrollment.household_id, enrollment.project_id


def household_of(
    viewer: Viewer, enrollment: Enrollment, *, tells_other_stays: bool = False, brings_goals: bool = False
) -> list[HouseholdMember]:
    """Give the members of the enrollment's household, itself included: the head first, then by age. One query.

    A household is the enrollments of one project that share a HouseholdID (5.09). With `tells_other_stays` each
    enrollment says (`has_other_stay`) whether its client has another one in the project; with
    `brings_goals` each brings its goals along (see `open_goals`).
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
    if tells_other_stays:
        others = viewer.enrollments.filter(client=OuterRef("client"), project=OuterRef("project"))
        members = members.annotate(has_other_stay=Exists(others.exclude(pk=OuterRef("pk"))))
    if brings_goals:
        members = with_open_goals(viewer, members)
    return [HouseholdMember(member, member.left_on) for member in members]


def latest_household(viewer: Viewer, client: Client) -> list[Enrollment]:
    """Give the enrollments of the household that the client was in last, with their clients. One query."""
    latest = viewer.enrollments.filter(client=client).order_by("-entry_date", "-date_created", "pk")
    rows = viewer.enrollments.filter(
        source=Subquery(latest.values("source")[:1]),
        household_id=Subquery(latest.values("household_id")[:1]),
        project=Subquery(latest.values("project")[:1]),
    )
    return list(rows.select_related("client").order_by("relationship_to_hoh", "client__dob", "pk"))


def still_there(household: Iterable[HouseholdMember]) -> list[Enrollment]:
    """Give the enrollments of those who have not left."""
    return [member.enrollment for member in household if member.left_on is None]


def living_with(viewer: Viewer, client: Client) -> list[Enrollment]:
    """Give the open enrollments of the households that the client is in now, the client's own included, heads first.

    One query. A household counts only where the viewer sees the client in it.
    """
    own = guard.everything(Enrollment, "which households the client in hand is in").filter(
        client=client,
        source=OuterRef("source"),
        household_id=OuterRef("household_id"),
        project=OuterRef("project"),
        date_deleted=None,
    )
    rows = (
        open_enrollments(viewer)
        .filter(Exists(own))
        .select_related("client", "project__organization", "source")
    )
    found = list(rows.order_by("-entry_date", "relationship_to_hoh", "client__dob", "pk"))
    seen = {household_key(row) for row in found if row.client_id == client.pk}
    return [row for row in found if household_key(row) in seen]
