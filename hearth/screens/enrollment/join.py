"""Two enrollments of one client here, side by side, to be joined or taken apart. Action: join_split_stays.py."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.answers import AnswersOf
from hearth.access.household import household_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.join_split_stays import (
    RIGHT,
    SplitStay,
    join_split_stay,
    joinings_of,
    split_stays,
    told_why_not,
    undo_joining,
)
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.hud.words import words_for
from hearth.screens.enrollment_frame import enrollment_page
from hearth.ui import notices


@dataclass(frozen=True, slots=True)
class Side:
    """One of two enrollments, as the page shows it: `asked` and `services` are how many of each."""

    start: date
    left_on: date | None
    relationship: str
    household: list[str]
    move_in: date | None
    asked: int
    services: int


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def join(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the enrollments that may be of this one's stay; a POST joins the one that it names (`other`)."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may(RIGHT, enrollment.project):
        raise PermissionDenied
    pairs = split_stays(viewer, enrollment)
    problems: list[str] = []
    if request.method == "POST":
        other = request.POST.get("other", "")
        found = next((one for one in pairs if other in (str(one.into.pk), str(one.goes.pk))), None)
        try:
            if found is None:
                problems = [_("These are not one stay any more. Look at them again.")]
            else:
                join_split_stay(
                    viewer=viewer,
                    enrollment_id=found.into.pk,
                    other_id=found.goes.pk,
                    why=request.POST.get("why", "").strip(),
                )
                notices.saved(request, _("Joined: it is one stay now. It can be taken apart on this page."))
                return redirect("enrollment:join", found.into.pk)
        except NotDone as refusal:
            problems = [problem.message for problem in refusal.problems]
    return enrollment_page(
        request,
        "enrollment/join.html",
        enrollment,
        "stay",
        pairs=[_shown(viewer, one) for one in pairs],
        joined=joinings_of(viewer, enrollment)[:1],
        problems=problems,
        zone=viewer.zone,
    )


@require_POST
@requires(RIGHT)
def take_apart(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Let the enrollments that were joined last be two again."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    try:
        undo_joining(
            viewer=viewer, enrollment_id=enrollment.pk, change_id=_id(request.POST.get("change", ""))
        )
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(
            request, _("They are two enrollments again. What was written since stays with the first.")
        )
    return redirect("enrollment:join", enrollment.pk)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _shown(viewer: Viewer, one: SplitStay) -> dict[str, Any]:
    services = viewer.services.filter(enrollment__in=[one.into.pk, one.goes.pk]).order_by()
    counted = dict(services.values("enrollment").annotate(many=Count("pk")).values_list("enrollment", "many"))
    return {
        "into": _side(viewer, one.into, counted),
        "goes": _side(viewer, one.goes, counted),
        "other": one.goes.pk,
        "people": len(one.together),
        "why_not": told_why_not(one),
    }


def _side(viewer: Viewer, enrollment: Any, services: dict[Any, int]) -> Side:
    household = household_of(viewer, enrollment)
    own = next(one for one in household if one.enrollment.pk == enrollment.pk)
    return Side(
        start=enrollment.entry_date,
        left_on=own.left_on,
        relationship=words_for("Enrollment", "RelationshipToHoH", enrollment.relationship_to_hoh),
        household=[person_name(one.enrollment.client) for one in household],
        move_in=enrollment.move_in_date,
        asked=len(AnswersOf(viewer, enrollment).collections()),
        services=services.get(enrollment.pk, 0),
    )
