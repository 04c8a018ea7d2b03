"""Exit a household, or those of it who leave. Action: hearth/actions/exit_household.py."""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.answers import EXIT
from hearth.access.household import HouseholdMember, household_of, still_there
from hearth.access.open_goals import open_goals
from hearth.access.services_given import services_going_on
from hearth.access.viewer import Viewer, requires
from hearth.actions.collect import may_collect
from hearth.actions.exit_household import exit_household
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.exit_household.form import ExitForm
from hearth.screens.stages import NAMES
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("exit_household")
def leave(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the form, ask for the details of a destination that was just chosen (`do=details`), or save."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may("exit_household", enrollment.project):
        raise PermissionDenied
    household = household_of(viewer, enrollment, brings_goals=True)
    present = still_there(household)
    if not present:
        return _page(request, enrollment, None, household)
    make = partial(ExitForm, present=present, today=viewer.today, going_on=services_going_on(viewer, present))
    if request.method != "POST":
        return _page(request, enrollment, make(), household)
    if request.POST.get("do") == "details" or request.htmx:
        return _page(request, enrollment, make(typed=request.POST), household)
    form = make(request.POST)
    if form.is_valid():
        try:
            exits = exit_household(
                viewer=viewer,
                leaving=form.leaving(),
                new_head=form.chosen_head(),
                last_days=form.last_days(),
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            _say_done(request, enrollment, exits)
            return redirect(_next_page(viewer, exits, len(household) > 1))
    return _page(request, enrollment, form, household)


def _next_page(viewer: Viewer, exits: list[Any], is_household: bool) -> str:
    """Give where it goes on: to the questions of the exit, for everybody who left; what stays open is a to-do."""
    stay = exits[0].enrollment
    if viewer.may("see_answers") and may_collect(viewer, stay, EXIT):
        page = "collection:household" if is_household else "collection:collect"
        return reverse(page, args=[stay.pk, NAMES[EXIT]])
    return reverse("client:client", args=[stay.client_id])


def _say_done(request: Any, enrollment: Any, exits: list[Any]) -> None:
    text = ngettext(
        "Exited from %(program)s on %(day)s.",
        "Exited %(count)s people from %(program)s on %(day)s.",
        len(exits),
    )
    words = {
        "count": len(exits),
        "program": enrollment.project.project_name,
        "day": date_format(exits[0].exit_date),
    }
    undo = reverse("client:take_back", args=[enrollment.client_id, exits[0].change_id])
    notices.saved(request, text % words, undo)


def _page(
    request: Any, enrollment: Any, form: ExitForm | None, household: list[HouseholdMember]
) -> HttpResponse:
    present = still_there(household)
    return client_page(
        request,
        "exit_household/exit.html",
        enrollment.client,
        members=present,
        open_goals=open_goals(present),
        enrollment=enrollment,
        project=enrollment.project,
        form=form,
        left=[
            (person_name(one.enrollment.client), one.left_on) for one in household if one.left_on is not None
        ],
    )
