"""A client's enrollments as the page shows them: the open ones with their households, then the ended ones."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from hearth.access.viewer import Viewer
from hearth.rules.service.offered import offered
from hearth.screens.words import words_for

_HouseholdKey = tuple[uuid.UUID, str, uuid.UUID]


@dataclass(frozen=True, slots=True)
class OpenStay:
    """An enrollment that goes on: the household's enrollments (the client's own included) and what may be done.

    `kept_in` names the system that keeps the enrollment; nothing may be done to it here then.
    """

    enrollment: Any
    days: int
    members: list[Any]
    kept_in: str
    may_record_service: bool
    may_exit: bool


@dataclass(frozen=True, slots=True)
class EndedStay:
    """An enrollment that ended, with its exit in words."""

    enrollment: Any
    left_on: date
    destination: str
    days: int
    household_size: int
    # Whether the viewer may open the program's page: not of an agency that only shares the record.
    opens_program: bool


def open_stays(
    viewer: Viewer, client: Any, members: list[Any], elsewhere: Mapping[uuid.UUID, str]
) -> list[OpenStay]:
    """Make the client's open stays of the enrollments that `living_with` gave, the latest first.

    `elsewhere` names the sources that keep their records themselves.
    """
    own = [row for row in members if row.client_id == client.pk]
    offering = _offering_services(viewer, [row.project for row in own])
    return [
        OpenStay(
            enrollment=row,
            days=_days(row, viewer.today),
            members=sorted(
                (member for member in members if _household(member) == _household(row)),
                key=lambda member: (member.relationship_to_hoh or 99, member.client.dob or date.max),
            ),
            kept_in=elsewhere.get(row.source_id, ""),
            may_record_service=row.source_id not in elsewhere
            and row.project_id in offering
            and viewer.may("record_service", row.project),
            may_exit=row.source_id not in elsewhere and viewer.may("exit_household", row.project),
        )
        for row in own
    ]


def ended_enrollments(viewer: Viewer, client: Any) -> "QuerySet[Any]":
    """Give the client's enrollments that an exit ended, with program and agency, the latest first."""
    ended = viewer.exits.filter(enrollment=OuterRef("pk"), exit_date__lte=viewer.today)
    rows = viewer.enrollments.filter(Exists(ended), client=client)
    return rows.select_related("project__organization").order_by("-entry_date", "pk")


def ended_stays(viewer: Viewer, enrollments: list[Any]) -> list[EndedStay]:
    """Look up the exits and the household sizes, in as many queries for one enrollment as for many."""
    exits = {ending.enrollment_id: ending for ending in viewer.exits.filter(enrollment__in=enrollments)}
    sizes = _household_sizes(viewer, enrollments) if enrollments else {}
    return [
        EndedStay(
            enrollment=row,
            left_on=exits[row.pk].exit_date,
            destination=_destination(exits[row.pk]),
            days=_days(row, exits[row.pk].exit_date),
            household_size=sizes.get(_household(row), 1),
            opens_program=viewer.sees_community or row.project.organization_id == viewer.organization.pk,
        )
        for row in enrollments
    ]


def _days(row: Any, until: date) -> int:
    return max((until - row.entry_date).days, 0)


def _destination(ending: Any) -> str:
    parts = [
        words_for("Exit", "Destination", ending.destination),
        words_for("Exit", "DestinationSubsidyType", ending.destination_subsidy_type),
        ending.other_destination or "",
    ]
    return ": ".join(part for part in parts if part)


def _household(row: Any) -> _HouseholdKey:
    return row.source_id, row.household_id, row.project_id


def _household_sizes(viewer: Viewer, enrollments: list[Any]) -> dict[_HouseholdKey, int]:
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
    codes: dict[uuid.UUID, set[int]] = {pk: set() for pk in found}
    for project_id, code in viewer.funders.filter(project__in=found).values_list("project_id", "funder"):
        if code is not None:
            codes[project_id].add(code)
    return {pk for pk, project in found.items() if offered(project.project_type, codes[pk])}
