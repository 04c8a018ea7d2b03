"""Correct a household's stay: its start, relationships, move-in and CoC (HUD 3.10, 3.15, 3.20, 3.16)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.answers import FILES_OF_COLLECTIONS, START
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import DataCollection, Enrollment, Exit, LocalAnswer, Project
from hearth.records.write import change
from hearth.rules.enrollment import move_in_is_within_stay, start_not_in_future, within_operating_dates
from hearth.rules.exit import on_or_after_start
from hearth.rules.facts import HEAD_OF_HOUSEHOLD, Broken, MemberFacts, ProjectFacts
from hearth.rules.household import hoh_starts_first, one_head

RIGHT = "edit_enrollment"


@dataclass(frozen=True, slots=True)
class Corrected:
    """How one member's stay should stand. A CoC of None stays as it is.

    The move-in date and the CoC are the head's; the others inherit them (Glossary).
    """

    enrollment: Enrollment
    start: date
    relationship_to_hoh: int
    move_in_date: date | None = None
    coc_code: str | None = None


def correct_enrollment(*, viewer: Viewer, members: Sequence[Corrected]) -> list[Enrollment]:
    """Correct these members of one household together, because its rules need all of them, and give what is stored.

    Only what differs is written. What was asked at the start is dated on the new start (5.04). Another head is named in
    hearth/actions/change_head.py, not here.

    Raises PermissionDenied without the right, NotVisible (for a CoC that is none of the program's too), NotDone for
    broken rules. In each case nothing is stored.
    """
    wanted = {one.enrollment.pk for one in members}
    seen = list(viewer.enrollments.filter(pk__in=wanted).select_related("project"))
    if not wanted or len(seen) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    if not all(viewer.may(RIGHT, row.project) for row in seen):
        raise PermissionDenied
    if not {one.coc_code for one in members if one.coc_code} <= set(cocs_of(viewer, seen[0].project)):
        raise NotVisible("The program is in no such CoC.")
    stop_if_kept_elsewhere(*seen)
    stop_if_kept_out(seen[0].project, min(one.start for one in members))
    with change(by=viewer.account, action="correct_enrollment"):
        household = _household(seen[0])
        if not wanted <= {row.pk for row in household}:
            raise NotVisible("There is no such household.")
        told = {one.enrollment.pk: one for one in members}
        stop_if(_broken(household, told, _exits(household)))
        for row in household:
            if row.pk in told:
                _write(viewer, row, told[row.pk])
        return household


def cocs_of(viewer: Viewer, project: Project) -> list[str]:
    """Give the CoCs that a program is in, by their codes."""
    codes = viewer.project_cocs.filter(project=project).exclude(coc_code=None)
    return sorted({str(code) for code in codes.values_list("coc_code", flat=True)})


def _household(enrollment: Enrollment) -> list[Enrollment]:
    rows = guard.everything(Enrollment, "the whole household, while its stay is corrected").filter(
        source=enrollment.source_id,
        household_id=enrollment.household_id,
        project=enrollment.project_id,
        date_deleted=None,
    )
    members = rows.select_related("client", "project").order_by("relationship_to_hoh", "id")
    return list(members.select_for_update(of=("self",)))


def _exits(household: Sequence[Enrollment]) -> dict[uuid.UUID, date]:
    rows = guard.everything(Exit, "until when a corrected stay lasts").filter(
        enrollment__in=[row.pk for row in household], date_deleted=None
    )
    return dict(rows.order_by("exit_date").values_list("enrollment_id", "exit_date"))


def _broken(
    household: Sequence[Enrollment], told: dict[uuid.UUID, Corrected], ended: dict[uuid.UUID, date]
) -> list[Broken]:
    """Give the broken rules; `about` is the position in what was handed in."""
    positions = {pk: place for place, pk in enumerate(told)}
    project = household[0].project
    operating = ProjectFacts(project.project_type, project.operating_start_date, project.operating_end_date)
    today = clock.today()
    facts, found = [], []
    for row in household:
        one = told.get(row.pk)
        relationship = one.relationship_to_hoh if one else row.relationship_to_hoh
        fact = MemberFacts(
            person_name(row.client), relationship, one.start if one else row.entry_date, ended.get(row.pk)
        )
        facts.append(fact)
        if one is None:
            continue
        own = start_not_in_future.broken(fact.name, fact.start, today)
        own += within_operating_dates.broken(fact.start, operating)
        if fact.exit is not None:
            own += on_or_after_start.broken(fact.name, fact.start, fact.exit, today)
        own += move_in_is_within_stay.broken(
            fact.name, one.move_in_date, fact.start, fact.exit, project.project_type, today
        )
        found += [Broken(each.rule, each.text, each.values, about=positions[row.pk]) for each in own]
    order = [positions.get(row.pk) for row in household]
    found += one_head.broken(facts)
    found += [
        Broken(each.rule, each.text, each.values, about=order[each.about] if each.about is not None else None)
        for each in hoh_starts_first.broken(facts)
    ]
    return found


def _write(viewer: Viewer, row: Enrollment, told: Corrected) -> None:
    is_head = told.relationship_to_hoh == HEAD_OF_HOUSEHOLD
    values: dict[str, Any] = {
        "entry_date": told.start,
        "relationship_to_hoh": told.relationship_to_hoh,
        "move_in_date": told.move_in_date if is_head else row.move_in_date,
        "enrollment_coc": told.coc_code if is_head and told.coc_code else row.enrollment_coc,
    }
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return
    if "entry_date" in different:
        date_the_start_on(row, told.start)
    for name in different:
        setattr(row, name, values[name])
    row.date_updated = clock.now()
    row.user = viewer.hud_user
    row.save(update_fields=[*different, "date_updated", "user"])


def date_the_start_on(row: Enrollment, start: date) -> None:
    """Let what was asked at a start that moves be dated with it (5.04). Only inside a change."""
    models: tuple[type[Any], ...] = (*FILES_OF_COLLECTIONS, LocalAnswer, DataCollection)
    for model in models:
        stage = "stage" if model is DataCollection else "data_collection_stage"
        rows = guard.everything(model, "what was asked at a start that moves")
        rows.filter(enrollment=row, date_deleted=None, **{stage: START}).update(information_date=start)
