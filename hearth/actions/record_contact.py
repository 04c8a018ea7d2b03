"""Record where people are staying at a contact (4.12), for several who were met at once, and who engaged (4.13)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born, person_name
from hearth.hud.standard import snake_case
from hearth.records import clock, guard
from hearth.records.models import CurrentLivingSituation, Enrollment, Exit
from hearth.records.write import change
from hearth.rules.collection import within_stay
from hearth.rules.enrollment import engagement_is_within_stay
from hearth.rules.facts import Broken

RIGHT = "record_assessment"


def record_contact(
    *,
    viewer: Viewer,
    enrollments: Sequence[Enrollment],
    on: date,
    values: Mapping[str, Any],
    engaged: Collection[uuid.UUID] = (),
) -> list[CurrentLivingSituation]:
    """Record the contact for each enrollment of one program and give the rows, in the same order.

    `values` are HUD's columns of CurrentLivingSituation. `engaged` names the enrollments of those who agreed that day
    to work on a plan: their date of engagement is that day, and is never set otherwise.

    Raises PermissionDenied without the right, NotVisible for enrollments the viewer does not see, NotDone for broken
    rules or a record that is kept elsewhere. In each case nothing is stored.
    """
    wanted = [enrollment.pk for enrollment in enrollments]
    _check_visible(viewer, wanted)
    stop_if_kept_elsewhere(*enrollments)
    stop_if_kept_out(enrollments[0].project, on)
    with change(by=viewer.account, action="record_contact"):
        rows = guard.everything(Enrollment, "the enrollments, while a contact with them is stored")
        held = rows.select_related("client", "project").select_for_update(of=("self",)).in_bulk(wanted)
        stays = [held[pk] for pk in wanted]
        stop_if(_broken(stays, on, engaged))
        own = born(viewer)
        columns = {snake_case(name): value for name, value in values.items() if name != "InformationDate"}
        made = CurrentLivingSituation.objects.bulk_create(
            CurrentLivingSituation(
                enrollment=stay,
                client_id=stay.client_id,
                information_date=on,
                **columns,
                **{**own, "hud_id": CurrentLivingSituation.new_hud_id()},
            )
            for stay in stays
        )
        for stay in stays:
            if stay.pk in engaged:
                stay.date_of_engagement = on
                stay.date_updated = clock.now()
                stay.user = viewer.hud_user
                stay.save(update_fields=["date_of_engagement", "date_updated", "user"])
    return made


def _check_visible(viewer: Viewer, wanted: Sequence[uuid.UUID]) -> None:
    rows = list(viewer.enrollments.filter(pk__in=wanted).select_related("project"))
    projects = {row.project_id: row.project for row in rows}
    if not wanted or len(rows) != len(set(wanted)) or len(projects) > 1:
        raise NotVisible("There is no such enrollment.")
    if not all(viewer.may(RIGHT, project) for project in projects.values()):
        raise PermissionDenied


def _broken(stays: Sequence[Enrollment], on: date, engaged: Collection[uuid.UUID]) -> list[Broken]:
    ids = [stay.pk for stay in stays]
    rows = guard.everything(Exit, "when did these people leave").filter(enrollment__in=ids, date_deleted=None)
    left = dict(rows.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    today = clock.today()
    found = []
    for position, stay in enumerate(stays):
        name = person_name(stay.client)
        own = within_stay.broken(name, on, stay.entry_date, left.get(stay.pk), today)
        if stay.pk in engaged:
            own += engagement_is_within_stay.broken(name, stay.project.project_type, stay.date_of_engagement)
        found += [Broken(one.rule, one.text, one.values, about=position) for one in own]
    return found
