"""A client's enrollments as the page shows them, and the household that the client lives in now."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.rules.service.offered import offered
from hearth.screens.words import words_for


@dataclass(frozen=True, slots=True)
class Stay:
    """One enrollment: its exit, if any, in words; how long and with how many people; what may be done."""

    enrollment: Any
    left_on: date | None
    destination: str
    days: int
    household_size: int
    is_open: bool
    may_record_service: bool
    may_exit: bool


def enrollments_of(viewer: Viewer, client: Any) -> "QuerySet[Any]":
    """Give the client's enrollments with program and agency: open ones first, then the latest first."""
    ended = viewer.exits.filter(enrollment=OuterRef("pk"), exit_date__lte=viewer.today)
    rows = viewer.enrollments.filter(client=client).annotate(has_ended=Exists(ended))
    return rows.select_related("project__organization").order_by("has_ended", "-entry_date", "pk")


def stays(viewer: Viewer, enrollments: list[Any]) -> list[Stay]:
    """Look up what the page says about these enrollments, in as many queries for one as for many."""
    exits = {ending.enrollment_id: ending for ending in viewer.exits.filter(enrollment__in=enrollments)}
    sizes = _household_sizes(viewer, enrollments)
    offering = _offering_services(viewer, [row.project for row in enrollments if not row.has_ended])
    return [
        _stay(viewer, row, exits.get(row.pk), sizes.get(_household_key(row), 1), row.project_id in offering)
        for row in enrollments
    ]


def living_with(viewer: Viewer, client: Any) -> list[Any]:
    """Give the open enrollments of the households that the client is in now, their own included, heads first."""
    rows = open_enrollments(viewer)
    own = rows.filter(client=client).values_list("source_id", "household_id", "project_id")
    same_household = Q()
    for source, household, project in own:
        same_household |= Q(source=source, household_id=household, project=project)
    if not same_household:
        return []
    members = rows.filter(same_household).select_related("client", "project")
    return list(
        members.order_by("project__project_name", "household_id", "relationship_to_hoh", "client__dob", "pk")
    )


def _stay(viewer: Viewer, row: Any, ending: Any, size: int, offers_services: bool) -> Stay:
    left_on = ending.exit_date if ending else None
    until = min(left_on or viewer.today, viewer.today)
    is_open = not row.has_ended
    return Stay(
        enrollment=row,
        left_on=left_on,
        destination=_destination(ending) if ending else "",
        days=max((until - row.entry_date).days, 0),
        household_size=size,
        is_open=is_open,
        may_record_service=is_open and offers_services and viewer.may("record_service", row.project),
        may_exit=left_on is None and viewer.may("exit_household", row.project),
    )


def _destination(ending: Any) -> str:
    parts = [
        words_for("Exit", "Destination", ending.destination),
        words_for("Exit", "DestinationSubsidyType", ending.destination_subsidy_type),
        ending.other_destination or "",
    ]
    return ": ".join(part for part in parts if part)


def _household_key(row: Any) -> tuple[uuid.UUID, str, uuid.UUID]:
    return row.source_id, row.household_id, row.project_id


def _household_sizes(viewer: Viewer, enrollments: list[Any]) -> dict[tuple[uuid.UUID, str, uuid.UUID], int]:
    rows = viewer.enrollments.filter(
        source__in={row.source_id for row in enrollments},
        household_id__in={row.household_id for row in enrollments},
    )
    counted = rows.values_list("source_id", "household_id", "project_id").annotate(
        Count("client", distinct=True)
    )
    return {(source, household, project): size for source, household, project, size in counted}


def _offering_services(viewer: Viewer, projects: Iterable[Any]) -> set[uuid.UUID]:
    """Give the programs that have any service to record: a button that leads nowhere is not shown."""
    found = {project.pk: project for project in projects}
    if not found:
        return set()
    funders = viewer.funders.filter(project__in=found).values_list("project_id", "funder")
    codes: dict[uuid.UUID, set[int]] = {pk: set() for pk in found}
    for project_id, code in funders:
        codes[project_id].add(code)
    return {pk for pk, project in found.items() if offered(project.project_type, codes[pk])}
