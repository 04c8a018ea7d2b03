"""Exit a household, or those of its members who leave, in one step."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.change_head import change_head
from hearth.actions.end_services import end_services
from hearth.actions.free_bed import free_bed
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born, person_name
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Exit
from hearth.records.write import change
from hearth.rules.exit import (
    destination_is_complete,
    head_leaves_last,
    on_or_after_start,
)
from hearth.rules.facts import Broken, MemberFacts


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves, when, and where to (3.11, 3.12; the subsidy type with 435, words with 17)."""

    enrollment: Enrollment
    exit_date: date
    destination: int | None
    destination_subsidy_type: int | None = None
    other_destination: str | None = None


def exit_household(
    *,
    viewer: Viewer,
    leaving: Sequence[Leaving],
    new_head: Enrollment | None = None,
    last_days: Mapping[uuid.UUID, date] | None = None,
) -> list[Exit]:
    """Exit these members of one household and give their exits, in the same order.

    `new_head` is who becomes head where the head leaves and others stay (hearth/actions/change_head.py). Services that
    still go on end with the stay, or on the day that `last_days` has for them.

    Raises PermissionDenied without the right, NotVisible for enrollments the viewer does not see or that do not
    belong together, NotDone for broken rules. In each case nothing is stored.
    """
    enrollments = _visible(viewer, leaving)
    stop_if_kept_elsewhere(*enrollments)
    stop_if_kept_out(enrollments[0].project, enrollments[0].entry_date)
    with change(by=viewer.account, action="exit_household"):
        household = _household(enrollments[0])
        if new_head is not None and new_head.pk in {row.pk for row in household}:
            change_head(viewer=viewer, new_head=new_head)
            household = _household(enrollments[0])
        if not {enrollment.id for enrollment in enrollments} <= {row.id for row in household}:
            raise NotVisible("There is no such household.")
        ended = _exit_dates(household)
        stop_if(_already_out(leaving, ended) + _broken(leaving, household, ended))
        exits = [_exit(viewer, one) for one in leaving]
        for one in leaving:
            end_services(enrollment=one.enrollment, on=one.exit_date, days=last_days)
        return exits


def _visible(viewer: Viewer, leaving: Sequence[Leaving]) -> list[Enrollment]:
    wanted = {one.enrollment.id for one in leaving}
    rows = list(viewer.enrollments.filter(id__in=wanted).select_related("project"))
    if not wanted or len(rows) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    if not all(viewer.may("exit_household", row.project) for row in rows):
        raise PermissionDenied
    return rows


def _household(enrollment: Enrollment) -> list[Enrollment]:
    """Give the household's enrollments, locked, so that two workers cannot exit the same person twice."""
    rows = guard.everything(Enrollment, "the whole household, while its rules are checked")
    members = rows.filter(
        source=enrollment.source_id,
        household_id=enrollment.household_id,
        project=enrollment.project_id,
        date_deleted=None,
    )
    return list(members.select_related("client").order_by("id").select_for_update(of=("self",)))


def _exit_dates(household: Sequence[Enrollment]) -> dict[uuid.UUID, date]:
    rows = guard.everything(Exit, "the whole household, while its rules are checked")
    ended = rows.filter(enrollment__in=[row.id for row in household], date_deleted=None)
    return dict(ended.order_by("exit_date").values_list("enrollment_id", "exit_date"))


def _already_out(leaving: Sequence[Leaving], ended: dict[uuid.UUID, date]) -> list[Broken]:
    return [
        Broken(
            "exit/once",
            "%(name)s already left on %(day)s. Open the enrollment again first if that was wrong.",
            {
                "name": person_name(one.enrollment.client),
                "day": ended[one.enrollment.id],
            },
            about=position,
        )
        for position, one in enumerate(leaving)
        if one.enrollment.id in ended
    ]


def _broken(
    leaving: Sequence[Leaving],
    household: Sequence[Enrollment],
    ended: dict[uuid.UUID, date],
) -> list[Broken]:
    today = clock.today()
    found: list[Broken] = []
    for position, one in enumerate(leaving):
        name = person_name(one.enrollment.client)
        own = on_or_after_start.broken(name, one.enrollment.entry_date, one.exit_date, today)
        own += destination_is_complete.broken(
            name, one.destination, one.destination_subsidy_type, one.other_destination
        )
        found += [Broken(each.rule, each.text, each.values, about=position) for each in own]
    after = ended | {one.enrollment.id: one.exit_date for one in leaving}
    members = [
        MemberFacts(
            person_name(row.client),
            row.relationship_to_hoh,
            row.entry_date,
            after.get(row.id),
        )
        for row in household
    ]
    return found + head_leaves_last.broken(members)


def _exit(viewer: Viewer, one: Leaving) -> Exit:
    ending = Exit(
        enrollment=one.enrollment,
        client_id=one.enrollment.client_id,
        exit_date=one.exit_date,
        destination=one.destination,
        destination_subsidy_type=one.destination_subsidy_type,
        other_destination=one.other_destination,
        **born(viewer),
    )
    ending.save()
    free_bed(enrollment=one.enrollment, on=one.exit_date)
    return ending
