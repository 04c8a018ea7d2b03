"""The questions of one stage for one person, then for the next of the household. Action: hearth/actions/collect.py."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.answers import EXIT, START
from hearth.access.household import HouseholdMember, household_of, still_there
from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.access.viewer import Viewer, requires
from hearth.actions.collect import collect, may_collect
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.forms.build import CollectionForm
from hearth.screens.client_frame import client_page
from hearth.screens.collection.confirm import sections, with_last_answers
from hearth.screens.collection.day_form import DayForm
from hearth.screens.collection.talks import Talk, form_of, said_in, talk_of, window_of
from hearth.screens.stages import STAGES, title_of
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_answers")
def collect_answers(request: Any, enrollment_id: uuid.UUID, stage: str) -> HttpResponse:
    """Show the questions, offer last time's answers of a section (`confirm`), or save and go to the next person."""
    viewer: Viewer = request.viewer
    if stage not in STAGES:
        raise Http404
    enrollment = viewer.enrollment(enrollment_id)
    household = household_of(viewer, enrollment)
    talk = talk_of(viewer, enrollment, household, stage, request.POST.get("on") or request.GET.get("on", ""))
    if request.method != "POST":
        return _page(request, talk, household, form_of(viewer, talk))
    if not may_collect(viewer, enrollment, talk.stage):
        raise PermissionDenied
    if "confirm" in request.POST:
        return _page(request, talk, household, _confirmed(viewer, talk, request.POST))
    form = form_of(viewer, talk, data=request.POST)
    problems: tuple[str, ...] = ()
    if form.is_valid():
        try:
            collect(viewer=viewer, **said_in(talk, form))
        except NotDone as refusal:
            problems = tuple(problem.message for problem in refusal.problems)
        else:
            return _go_on(request, talk, household, len(form.todos))
    for message in problems:
        form.add_error(None, message)
    return _page(request, talk, household, form)


def _confirmed(viewer: Viewer, talk: Talk, sent: Mapping[str, Any]) -> CollectionForm:
    """Give the form as it was typed so far, with last time's answers in the section that was just confirmed."""
    last = talk.answers.last(talk.stage, talk.on)
    form = form_of(viewer, talk)
    form.initial = with_last_answers(form, sent, {name: value for name, (value, _on) in last.items()})
    return form


def _go_on(request: Any, talk: Talk, household: list[HouseholdMember], left: int) -> HttpResponse:
    name = person_name(talk.enrollment.client)
    if left:
        text = ngettext(
            "Saved for %(name)s. %(left)s question is still to be asked: it stands on the to-do list.",
            "Saved for %(name)s. %(left)s questions are still to be asked: they stand on the to-do list.",
            left,
        )
    else:
        text = _("Saved for %(name)s: complete.")
    notices.saved(request, text % {"name": name, "left": left})
    following = _next(household, talk.enrollment) if request.POST.get("do") == "next" else None
    if following is None:
        return redirect("enrollment:enrollment", talk.enrollment.pk)
    day = f"?on={talk.on.isoformat()}" if talk.stage not in (START, EXIT) else ""
    return redirect(reverse("collection:collect", args=[following.pk, talk.name]) + day)


def _next(household: list[HouseholdMember], enrollment: Any) -> Any:
    """Give whom the household's order has next, or nobody after the last."""
    order = [member.enrollment for member in household]
    position = [one.pk for one in order].index(enrollment.pk)
    return order[position + 1] if position + 1 < len(order) else None


def _page(request: Any, talk: Talk, household: list[HouseholdMember], form: CollectionForm) -> HttpResponse:
    viewer: Viewer = request.viewer
    elsewhere = kept_elsewhere([talk.enrollment.source_id]).get(talk.enrollment.source_id, "")
    may_save = not elsewhere and may_collect(viewer, talk.enrollment, talk.stage)
    if not may_save:
        for field in form.fields.values():
            field.disabled = True
    following = _next(household, talk.enrollment)
    return client_page(
        request,
        "collection/screen.html",
        talk.enrollment.client,
        members=still_there(household),
        talk=talk,
        title=title_of(talk.stage),
        form=form,
        sections=sections(form, talk.answers.last(talk.stage, talk.on)),
        household=household,
        may_save=may_save,
        kept_in=elsewhere,
        next_name=person_name(following.client) if following else "",
        # Of intake and exit the day is settled, and what is stored stays on its day.
        day=DayForm(initial={"on": talk.on}),
        day_is_open=may_save and talk.stage not in (START, EXIT) and not talk.is_stored,
        window=window_of(talk, household),
    )
