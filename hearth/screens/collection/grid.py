"""The questions of one stage for a whole household on one page. Action: hearth/actions/collect_household.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.answers import EXIT, START, answers_of
from hearth.access.household import HouseholdMember, household_of
from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.log import log_readings
from hearth.access.viewer import Viewer, requires
from hearth.actions.collect import may_collect
from hearth.actions.collect_household import collect_household
from hearth.actions.refusal import NotDone
from hearth.forms.place import place_of
from hearth.screens.collection.day_form import DayForm
from hearth.screens.collection.grid_rows import Column, columns_of, confirmed, copied, grid_of
from hearth.screens.collection.talks import Talk, form_of, said_in, talk_of, window_of
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.stages import STAGES, title_of
from hearth.ui import notices

# More people than these are asked person by person: a grid of them would be no page any more.
MEMBERS_AT_MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_answers")
def household(request: Any, enrollment_id: uuid.UUID, stage: str) -> HttpResponse:
    """Show one question across the members, offer last answers or the head's prior place (`confirm`, `do`), or save."""
    viewer: Viewer = request.viewer
    if stage not in STAGES:
        raise Http404
    enrollment = viewer.enrollment(enrollment_id)
    members = household_of(viewer, enrollment)
    sent = request.POST
    talks = _talks(viewer, members, stage, sent.get("on") or request.GET.get("on", ""))
    if len(talks) < 2 or len(talks) > MEMBERS_AT_MOST:
        return redirect("collection:collect", enrollment.pk, stage)
    columns = _columns(viewer, talks, None)
    if request.method != "POST":
        others = [talk.enrollment.client_id for talk in talks if talk.enrollment.pk != enrollment.pk]
        log_readings(viewer, "enrollment", others)
        return _page(request, enrollment, members, columns)
    if not may_collect(viewer, enrollment, STAGES[stage]):
        raise PermissionDenied
    if "confirm" in sent:
        confirmed(columns, sent["confirm"], sent)
        return _page(request, enrollment, members, columns)
    if sent.get("do") == "copy":
        copied(columns, sent)
        return _page(request, enrollment, members, columns)
    return _save(request, enrollment, members, _columns(viewer, talks, sent))


def _talks(viewer: Viewer, members: list[HouseholdMember], stage: str, on: str) -> list[Talk]:
    """Give the talks with those who are asked: at an exit who has left, else who is still there."""
    asked = [one for one in members if (one.left_on is not None) == (STAGES[stage] == EXIT)]
    answers = answers_of(viewer, [one.enrollment for one in asked])
    return [talk_of(viewer, one.enrollment, members, stage, on, answers[one.enrollment.pk]) for one in asked]


def _columns(viewer: Viewer, talks: list[Talk], data: Any) -> list[Column]:
    places: dict[Any, Any] = {}
    forms = []
    for talk in talks:
        if talk.on not in places:
            places[talk.on] = place_of(viewer, talk.enrollment.project, talk.on)
        prefix = talk.enrollment.pk.hex
        forms.append(form_of(viewer, talk, data, places[talk.on], prefix=prefix, compact=True))
    return columns_of(talks, forms)


def _save(
    request: Any, enrollment: Any, members: list[HouseholdMember], columns: list[Column]
) -> HttpResponse:
    problems: list[str] = []
    # Every form is looked at, so that all faults are told at once.
    wrong = [column for column in columns if not column.form.is_valid()]
    if not wrong:
        try:
            collect_household(
                viewer=request.viewer, talks=[said_in(column.talk, column.form) for column in columns]
            )
        except NotDone as refusal:
            problems = [problem.message for problem in refusal.problems]
        else:
            _say_saved(request, sum(len(column.form.todos) for column in columns))
            return redirect("enrollment:enrollment", enrollment.pk)
    return _page(request, enrollment, members, columns, problems)


def _say_saved(request: Any, left: int) -> None:
    text = ngettext(
        "Saved for the household. %(left)s question is still to be asked: it stands on the to-do list.",
        "Saved for the household. %(left)s questions are still to be asked: they stand on the to-do list.",
        left,
    )
    notices.saved(request, text % {"left": left} if left else _("Saved for the household: complete."))


def _page(
    request: Any,
    enrollment: Any,
    members: list[HouseholdMember],
    columns: list[Column],
    problems: list[str] | None = None,
) -> HttpResponse:
    viewer: Viewer = request.viewer
    talk = columns[0].talk
    elsewhere = keeping_elsewhere([enrollment.source]).get(enrollment.source_id, "")
    may_save = not elsewhere and may_collect(viewer, enrollment, talk.stage)
    if not may_save:
        for column in columns:
            for field in column.form.fields.values():
                field.disabled = True
    return enrollment_page(
        request,
        "collection/grid.html",
        enrollment,
        "overview",
        household=members,
        title=title_of(talk.stage),
        talk=talk,
        columns=columns,
        sections=grid_of(columns),
        window=window_of(talk, members),
        problems=problems or [],
        wrong=[column for column in columns if column.form.errors],
        may_save=may_save,
        kept_in=elsewhere,
        day=DayForm(initial={"on": talk.on}),
        day_is_open=may_save
        and talk.stage not in (START, EXIT)
        and not any(one.talk.is_stored for one in columns),
    )
