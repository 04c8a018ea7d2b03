"""An enrollment's page: who is in the household, what each was asked and when, what is still to be asked, what is due.

Uses no action; the questions themselves are hearth/screens/collection.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearth.access.answers import ANNUAL, EXIT, START, UPDATE, AnswersOf, Collected
from hearth.access.assigned_staff import assigned_to
from hearth.access.household import HouseholdMember, household_of
from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.open_goals import open_goals
from hearth.access.turning_18 import turning_18
from hearth.access.viewer import Viewer, requires
from hearth.actions.collect import may_collect
from hearth.actions.join_split_stays import RIGHT as JOINS
from hearth.actions.join_split_stays import split_stays
from hearth.rules.collection.annual_window import Window, due, window_around
from hearth.screens.enrollment.ending import ending
from hearth.screens.enrollment_frame import add_person_url, enrollment_page
from hearth.screens.stages import NAMES, title_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One collection as the page lists it. `open_questions` is None where nobody knows how many are left.

    `is_outside`: an annual assessment of a day that counts for no anniversary of the head's start.
    """

    title: str
    on: date
    open_questions: int | None
    url: str
    is_outside: bool


@require_safe
@requires("find_client")
def enrollment(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the stay of one person with the household around it."""
    viewer: Viewer = request.viewer
    one = viewer.enrollment(enrollment_id)
    may_join = viewer.may(JOINS, one.project)
    household = household_of(viewer, one, tells_other_stays=may_join, brings_goals=True)
    own: Any = next(member for member in household if member.enrollment.pk == one.pk)
    sees_answers = viewer.may("see_answers")
    collected = AnswersOf(viewer, one).collections() if sees_answers else []
    elsewhere = keeping_elsewhere([one.source]).get(one.source_id, "")
    return enrollment_page(
        request,
        "enrollment/screen.html",
        one,
        "overview",
        household=household,
        kept_in=elsewhere,
        sees_answers=sees_answers,
        asked=[_asked(one, each, _head_start(household, own)) for each in collected],
        acts=[] if elsewhere or not sees_answers else _acts(viewer, one, household, collected),
        annual=_annual_due(viewer, household, own, collected),
        turning_18=turning_18(viewer, household) if viewer.may("record_release", one.project) else [],
        assigned=assigned_to(viewer, [one])[one.pk],
        open_goals=open_goals(member.enrollment for member in household),
        add_url=_add_url(viewer, household) if not elsewhere else "",
        **ending(viewer, one, own.left_on),
        is_split=may_join and own.enrollment.has_other_stay and bool(split_stays(viewer, one)),
        may_exit=not elsewhere and own.left_on is None and viewer.may("exit_household", one.project),
    )


def _add_url(viewer: Viewer, household: list[HouseholdMember]) -> str:
    """Give where somebody joins the household: nowhere once its head has left, until that is reopened."""
    head = household[0]
    return add_person_url(viewer, head.enrollment) if head.left_on is None else ""


def _asked(enrollment: Any, one: Collected, head_start: date) -> Asked:
    url = reverse("collection:collect", args=[enrollment.pk, NAMES.get(one.stage, "update")])
    is_outside = one.stage == ANNUAL and not window_around(head_start, one.on).holds(one.on)
    return Asked(
        title_of(one.stage), one.on, one.open_questions, f"{url}?on={one.on.isoformat()}", is_outside
    )


def _acts(
    viewer: Viewer, enrollment: Any, household: list[HouseholdMember], collected: list[Collected]
) -> list[tuple[str, str]]:
    """Give what can be asked next: its name and its address. A household is asked on one page."""
    own = next(member for member in household if member.enrollment.pk == enrollment.pk)
    asked_at = {one.stage for one in collected}
    stages = [
        *([START] if START not in asked_at else []),
        *([UPDATE, ANNUAL] if own.left_on is None else []),
        *([EXIT] if own.left_on is not None and EXIT not in asked_at else []),
    ]
    together = sum((member.left_on is None) == (own.left_on is None) for member in household) > 1
    page = "collection:household" if together else "collection:collect"
    return [
        (title_of(stage), reverse(page, args=[enrollment.pk, NAMES[stage]]))
        for stage in stages
        if may_collect(viewer, enrollment, stage)
    ]


def _annual_due(
    viewer: Viewer, household: list[HouseholdMember], own: HouseholdMember, collected: list[Collected]
) -> Window | None:
    """Give the annual assessment's window that is open or was missed, by the head's start (PRODUCT.md J1)."""
    start = _head_start(household, own)
    return due(start, viewer.today, [one.on for one in collected if one.stage == ANNUAL], until=own.left_on)


def _head_start(household: list[HouseholdMember], own: HouseholdMember) -> date:
    heads = (member.enrollment for member in household if member.enrollment.relationship_to_hoh == 1)
    start: date = next(heads, own.enrollment).entry_date
    return start
