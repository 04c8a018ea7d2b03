"""Who is enrolled in a program today, household by household."""

import uuid
from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet

from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer


def active_counts(viewer: Viewer, projects: list[Any]) -> dict[uuid.UUID, tuple[int, int]]:
    """Give the numbers of households and of clients enrolled today, by program."""
    rows = _active(viewer).filter(project__in=projects).values_list("project_id")
    counted = rows.annotate(Count("household_id", distinct=True), Count("client", distinct=True))
    return {project: (households, clients) for project, households, clients in counted.order_by()}


def active_households(viewer: Viewer, project: Any) -> "QuerySet[Any, Any]":
    """Give the households (source, HouseholdID, start) enrolled today, the latest first."""
    rows = _active(viewer).filter(project=project).values_list("source_id", "household_id")
    return rows.annotate(start=Min("entry_date")).order_by("-start", "household_id", "source_id")


def with_members(
    viewer: Viewer, project: Any, households: list[tuple[uuid.UUID, str, date]]
) -> list[tuple[date, list[Any]]]:
    """Give for each household its start and its members' enrollments, the head first."""
    rows = _active(viewer).filter(
        project=project,
        source__in={source for source, _, _ in households},
        household_id__in=[household for _, household, _ in households],
    )
    members: dict[tuple[uuid.UUID, str], list[Any]] = defaultdict(list)
    for row in rows.select_related("client").order_by("relationship_to_hoh", "client__dob", "pk"):
        members[row.source_id, row.household_id].append(row)
    return [(start, members[source, household]) for source, household, start in households]


def _active(viewer: Viewer) -> "QuerySet[Any]":
    return open_enrollments(viewer).filter(entry_date__lte=viewer.today)
