"""Reopen enrollments: the exit is taken away, and what it changed is as it was before (PRODUCT.md K6, K7, task 24)."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.answers import EXIT, FILES_OF_COLLECTIONS, POST_EXIT
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.put_back_stays import put_back_stays
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import DataCollection, Enrollment, Exit, LocalAnswer
from hearth.records.write import change
from hearth.rules.exit import head_leaves_last, is_not_a_return
from hearth.rules.facts import Broken, MemberFacts

RIGHT = "exit_household"
ACTION = "reopen_enrollments"


def reopen_enrollments(*, viewer: Viewer, exit_ids: Collection[uuid.UUID]) -> list[Exit]:
    """Take these exits away, with the answers asked at them, and put back what each exit had changed.

    A service that the exit ended, a bed that it freed, a head whom it replaced: each is as it was, unless somebody
    changed it since. The exits stay in the database with DateDeleted.

    Raises PermissionDenied without the right at each program, NotVisible for exits that the viewer does not see,
    NotDone for somebody who was enrolled again since (that is a return, and has its own enrollment), for a household
    whose head would be out and others in, and for records kept elsewhere. In each case nothing is stored.
    """
    with change(by=viewer.account, action=ACTION):
        exits = _visible(viewer, exit_ids)
        stop_if(_broken(exits))
        for act in dict.fromkeys(one.change_id for one in exits):
            put_back_stays(act, [one for one in exits if one.change_id == act])
        now = clock.now()
        for one in exits:
            one.date_deleted = one.date_updated = now
            one.user = viewer.hud_user
            one.save(update_fields=["date_deleted", "date_updated", "user"])
            _forget_answers(viewer, one)
    return exits


def _visible(viewer: Viewer, exit_ids: Collection[uuid.UUID]) -> list[Exit]:
    rows = viewer.exits.filter(pk__in=list(exit_ids)).select_related(
        "enrollment__project__organization", "enrollment__client"
    )
    exits = list(rows.order_by("enrollment_id", "pk").select_for_update(of=("self",)))
    if not exit_ids or len(exits) != len(set(exit_ids)):
        raise NotVisible("There is no such exit.")
    if not all(viewer.may(RIGHT, one.enrollment.project) for one in exits):
        raise PermissionDenied
    stop_if_kept_elsewhere(*(one.enrollment for one in exits))
    for project, start in {(one.enrollment.project, one.enrollment.entry_date) for one in exits}:
        stop_if_kept_out(project, start)
    return exits


def _broken(exits: Sequence[Exit]) -> list[Broken]:
    found = []
    for one in exits:
        since = guard.everything(Enrollment, "was the person enrolled again since").filter(
            client=one.client_id,
            project=one.enrollment.project_id,
            entry_date__gte=one.exit_date,
            date_deleted=None,
        )
        starts = since.exclude(pk=one.enrollment_id).values_list("entry_date", flat=True)
        found += is_not_a_return.broken(person_name(one.enrollment.client), starts)
    return found + _left_without_head(exits)


def _left_without_head(exits: Sequence[Exit]) -> list[Broken]:
    reopened = {one.enrollment_id for one in exits}
    found: list[Broken] = []
    for key in dict.fromkeys(_household(one.enrollment) for one in exits):
        source, household_id, project = key
        rows = guard.everything(Enrollment, "the whole household, while its rules are checked").filter(
            source=source, household_id=household_id, project=project, date_deleted=None
        )
        members = list(rows.select_related("client").order_by("entry_date", "pk"))
        ends = guard.everything(Exit, "the whole household, while its rules are checked").filter(
            enrollment__in=members, date_deleted=None
        )
        ended = dict(
            ends.exclude(enrollment__in=reopened)
            .order_by("exit_date")
            .values_list("enrollment_id", "exit_date")
        )
        found += head_leaves_last.broken(
            [
                MemberFacts(person_name(m.client), m.relationship_to_hoh, m.entry_date, ended.get(m.pk))
                for m in members
            ]
        )
    return found


def _household(enrollment: Enrollment) -> tuple[Any, ...]:
    return enrollment.source_id, enrollment.household_id, enrollment.project_id


def _forget_answers(viewer: Viewer, ending: Exit) -> None:
    """Take away what was asked at the exit and after it: it never was."""
    now = clock.now()
    for model in FILES_OF_COLLECTIONS:
        rows = guard.everything(model, "what was asked at an exit that never was").filter(
            enrollment=ending.enrollment_id, data_collection_stage__in=(EXIT, POST_EXIT), date_deleted=None
        )
        rows.update(date_deleted=now, date_updated=now, user=viewer.hud_user)
    of_stay = {"enrollment": ending.enrollment_id, "date_deleted": None}
    for model, column in ((LocalAnswer, "data_collection_stage"), (DataCollection, "stage")):
        rows = guard.everything(model, "what was asked at an exit that never was")
        rows.filter(**of_stay, **{f"{column}__in": (EXIT, POST_EXIT)}).update(date_deleted=clock.instant())
