"""Make another member the head of household, from the first head's start (PRODUCT.md E9, HUD 3.15)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.correct_enrollment import date_the_start_on
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Exit
from hearth.records.write import change
from hearth.rules.enrollment import not_twice_at_once
from hearth.rules.facts import HEAD_OF_HOUSEHOLD, Broken
from hearth.rules.household import next_head
from hearth.rules.household.next_head import Candidate

RIGHTS = ("edit_enrollment", "exit_household")


@dataclass(frozen=True, slots=True)
class HouseholdBefore:
    """The household as it stands: its head, all members with the head, and who has left when."""

    head: Enrollment | None
    members: list[Enrollment]
    ended: dict[uuid.UUID, date]


def may_change_head(viewer: Viewer, enrollment: Enrollment) -> bool:
    """Say whether the viewer may name another head: who edits enrollments at the program, or exits people there."""
    return any(viewer.may(right, enrollment.project) for right in RIGHTS)


def proposed_head(
    household: Sequence[Enrollment], leaving: Sequence[Enrollment], today: date
) -> Enrollment | None:
    """Give who of those who stay would become head (hearth/rules/household/next_head.py); None where nobody stays.

    `household` is those who are still there; their clients should be loaded.
    """
    gone = {one.pk for one in leaving}
    staying = [one for one in household if one.pk not in gone]
    head = next((one for one in household if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), None)
    began = head.entry_date if head else min((one.entry_date for one in household), default=today)
    place = next_head.proposed([_candidate(one) for one in staying], began, today)
    return None if place is None else staying[place]


def related_to(new_head: Enrollment, member: Enrollment) -> int:
    """Give what a member of the household would be to the new head (3.15): what a page offers to confirm."""
    return next_head.related(new_head.relationship_to_hoh, member.relationship_to_hoh)


def change_head(
    *,
    viewer: Viewer,
    new_head: Enrollment,
    relationships: Mapping[uuid.UUID, int] | None = None,
    why: str = "",
) -> Enrollment:
    """Make `new_head` the head of its household from the first head's start, and give it as it is stored now.

    The others are related to the new head: as `relationships` says (3.15 by the id of the enrollment), else as it
    follows from what they were to the old head. Move-in date (3.20) and EnrollmentCoC (3.16) go over to the new head,
    and who came later than the first head starts with the household. What was before stays in the history alone, so
    every export shows exactly one head.

    Raises PermissionDenied without the right, NotVisible for an enrollment the viewer does not see, NotDone for broken
    rules. In each case nothing is stored. Within another change (an exit) it belongs to that one.
    """
    row = viewer.enrollments.filter(pk=new_head.pk).select_related("project").first()
    if row is None:
        raise NotVisible("There is no such enrollment.")
    if not may_change_head(viewer, row):
        raise PermissionDenied
    stop_if_kept_elsewhere(row)
    stop_if_kept_out(row.project, row.entry_date)
    with change(by=viewer.account, action="change_head", why=why):
        before = _household(row)
        chosen = next(one for one in before.members if one.pk == row.pk)
        if chosen.relationship_to_hoh == HEAD_OF_HOUSEHOLD:
            return chosen
        began = before.head.entry_date if before.head else min(one.entry_date for one in before.members)
        stop_if(_broken(before, chosen, began))
        given = relationships or {}
        related = {
            one.pk: given.get(one.pk) or related_to(chosen, one)
            for one in before.members
            if one.pk != chosen.pk
        }
        stop_if(_two_heads(related))
        _begin_with(chosen, began)
        now = clock.now()
        _crown(viewer, before, chosen, now)
        for one in before.members:
            if one.pk != chosen.pk:
                _write(
                    viewer,
                    one,
                    now,
                    relationship_to_hoh=related[one.pk],
                    enrollment_coc=None,
                    move_in_date=None,
                )
        return chosen


def _candidate(one: Enrollment) -> Candidate:
    return Candidate(person_name(one.client), one.relationship_to_hoh, one.entry_date, one.client.dob)


def _household(enrollment: Enrollment) -> HouseholdBefore:
    """Give the household, locked: two workers who name a head at once go one after the other."""
    rows = guard.everything(Enrollment, "the whole household, while its head changes").filter(
        source=enrollment.source_id,
        household_id=enrollment.household_id,
        project=enrollment.project_id,
        date_deleted=None,
    )
    members = list(rows.select_related("client").order_by("entry_date", "id").select_for_update(of=("self",)))
    exits = guard.everything(Exit, "who of the household has left").filter(
        enrollment__in=[one.pk for one in members], date_deleted=None
    )
    head = next((one for one in members if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), None)
    return HouseholdBefore(
        head, members, dict(exits.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    )


def _broken(before: HouseholdBefore, chosen: Enrollment, began: date) -> list[Broken]:
    candidate = _candidate(chosen)
    found = next_head.broken(candidate, began)
    gone = before.ended.get(chosen.pk)
    if gone is not None and any(before.ended.get(one.pk, date.max) > gone for one in before.members):
        found.append(
            Broken(
                next_head.RULE,
                "%(name)s left on %(day)s. Choose somebody who is still there as head.",
                {"name": candidate.name, "day": gone},
            )
        )
    if chosen.entry_date > began:
        found += not_twice_at_once.broken(candidate.name, began, _other_stays(chosen))
    return found


def _other_stays(chosen: Enrollment) -> list[tuple[date, date | None]]:
    """Give the person's other stays in this project that began before this one."""
    rows = guard.everything(Enrollment, "does an earlier stay reach into the moved one").filter(
        client=chosen.client_id,
        project=chosen.project_id,
        entry_date__lt=chosen.entry_date,
        date_deleted=None,
    )
    exits = guard.everything(Exit, "does an earlier stay reach into the moved one").filter(
        enrollment__in=[one.pk for one in rows], date_deleted=None
    )
    ended = dict(exits.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    return [(one.entry_date, ended.get(one.pk)) for one in rows]


def _two_heads(related: Mapping[uuid.UUID, int]) -> list[Broken]:
    if HEAD_OF_HOUSEHOLD not in related.values():
        return []
    return [Broken("household/one_head", "Only one person can be the head of household.")]


def _begin_with(chosen: Enrollment, began: date) -> None:
    """Let who came later start with the household."""
    if chosen.entry_date > began:
        date_the_start_on(chosen, began)
        chosen.entry_date = began


def _crown(viewer: Viewer, before: HouseholdBefore, chosen: Enrollment, now: datetime) -> None:
    head = before.head
    coc = (head.enrollment_coc if head else None) or chosen.enrollment_coc
    moved_in = (head.move_in_date if head else None) or chosen.move_in_date
    _write(
        viewer,
        chosen,
        now,
        relationship_to_hoh=HEAD_OF_HOUSEHOLD,
        entry_date=chosen.entry_date,
        enrollment_coc=coc,
        move_in_date=moved_in,
    )


def _write(viewer: Viewer, row: Enrollment, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.date_updated = now
    row.user = viewer.hud_user
    row.save(update_fields=[*values, "date_updated", "user"])
