"""A client's enrollments as the page shows them: the open ones with their households, then the ended ones."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from hearth.access.services_offered import ServicesOffered, offered_by
from hearth.access.viewer import Viewer
from hearth.hud.collection import PersonFacts, ProjectFacts, asked
from hearth.hud.words import words_for
from hearth.rules.facts import HEAD_OF_HOUSEHOLD
from hearth.screens.enrollment_frame import add_person_url

_OF_AN_EXIT = ("exit_date", "destination", "destination_subsidy_type", "other_destination")
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
    may_record_contact: bool
    may_exit: bool
    # Where somebody is added to the household; nothing where the viewer may not.
    add_url: str


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
    offered = offered_by(viewer, [row.project for row in own], viewer.today)
    return [
        _open_stay(viewer, row, members, elsewhere.get(row.source_id, ""), offered[row.project_id])
        for row in own
    ]


def _open_stay(
    viewer: Viewer, row: Any, members: list[Any], kept_in: str, offered: ServicesOffered
) -> OpenStay:
    household = sorted(
        (member for member in members if _household(member) == _household(row)),
        key=lambda member: (member.relationship_to_hoh or 99, member.client.dob or date.max),
    )

    def may(right: str) -> bool:
        return not kept_in and viewer.may(right, row.project)

    # Nobody joins a household whose head has left: that is reopened first.
    has_head = household[0].relationship_to_hoh == HEAD_OF_HOUSEHOLD
    # A button that leads nowhere is not shown: not every program has services, or asks where people stay now.
    return OpenStay(
        enrollment=row,
        days=_days(row, viewer.today),
        members=household,
        kept_in=kept_in,
        may_record_service=bool(offered) and may("record_service"),
        may_record_contact=_asks_where(row.project, offered.funders, viewer.today)
        and may("record_assessment"),
        may_exit=may("exit_household"),
        add_url=add_person_url(viewer, household[0]) if has_head and not kept_in else "",
    )


def ended_enrollments(viewer: Viewer, client: Any) -> "QuerySet[Any]":
    """Give the client's enrollments that an exit ended, with program and agency, the latest first.

    Each has its `ending` (the exit as JSON brings it) and `household_size`, the clients of its household.
    """
    exits = viewer.exits.filter(enrollment=OuterRef("pk"))
    ending = exits.order_by("-exit_date", "-pk").values(
        row=JSONObject(**{name: name for name in _OF_AN_EXIT})
    )
    household = viewer.enrollments.filter(
        source=OuterRef("source"), household_id=OuterRef("household_id"), project=OuterRef("project")
    )
    size = household.order_by().values("household_id").annotate(size=Count("client", distinct=True))
    rows = viewer.enrollments.filter(Exists(exits.filter(exit_date__lte=viewer.today)), client=client)
    return (
        rows.annotate(ending=Subquery(ending[:1]), household_size=Subquery(size.values("size")))
        .select_related("project__organization")
        .order_by("-entry_date", "pk")
    )


def ended_stays(viewer: Viewer, enrollments: list[Any]) -> list[EndedStay]:
    """Say each of the enrollments that `ended_enrollments` gave. Asks nothing."""
    found = []
    for row in enrollments:
        left_on = date.fromisoformat(row.ending["exit_date"])
        found.append(
            EndedStay(
                enrollment=row,
                left_on=left_on,
                destination=_destination(row.ending),
                days=_days(row, left_on),
                household_size=row.household_size or 1,
                opens_program=viewer.sees_community or row.project.organization_id == viewer.organization.pk,
            )
        )
    return found


def _days(row: Any, until: date) -> int:
    return max((until - row.entry_date).days, 0)


def _destination(ending: Mapping[str, Any]) -> str:
    parts = [
        words_for("Exit", "Destination", ending["destination"]),
        words_for("Exit", "DestinationSubsidyType", ending["destination_subsidy_type"]),
        ending["other_destination"] or "",
    ]
    return ": ".join(part for part in parts if part)


def _household(row: Any) -> _HouseholdKey:
    return row.source_id, row.household_id, row.project_id


def _asks_where(project: Any, funders: frozenset[int], on: date) -> bool:
    """Say whether HUD asks for the current living situation (4.12) in the program."""
    facts = ProjectFacts(project.project_type, tuple(sorted(funders)), project.rrh_sub_type)
    return bool(asked("current_living_situation", facts, PersonFacts(age=18, relationship=1), on))
