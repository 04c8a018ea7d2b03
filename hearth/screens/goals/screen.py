"""Goals of a stay. Action: hearth/actions/set_goal.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.record_pieces import GoalStatus, goals_of, settings_of_pieces
from hearth.access.viewer import Viewer, requires
from hearth.actions.pieces import may_delete, own_piece
from hearth.actions.refusal import NotDone
from hearth.actions.set_goal import change_goal, set_goal
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.goals.form import GoalForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_notes")
def of_stay(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the goals of one stay, and set one."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    may_write = viewer.may("write_notes")
    may_set = may_write and enrollment.project.organization_id == viewer.organization.pk
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        categories=settings_of_pieces(viewer, "goal_categories")["goal_categories"],
        initial={"starts_on": viewer.today, "status": GoalStatus.OPEN},
    )
    if request.method == "POST" and form.is_valid():
        try:
            goal = set_goal(viewer=viewer, enrollment=enrollment, aim=form.aim())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("deleted:delete", args=["goal", goal.pk])
            notices.saved(request, _("The goal was saved."), undo)
            return redirect("goals:stay", enrollment.pk)
    found = goals_of(viewer, enrollment)
    for one in found:
        one.may_edit = may_write and one.organization_id == viewer.organization.pk
        one.may_delete = may_delete(viewer, "goal", one)
    shown: dict[str, Any] = {"form": form, "may_set": may_set, "goals": found}
    return enrollment_page(request, "goals/screen.html", enrollment, "goals", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("write_notes")
def edit(request: Any, goal_id: uuid.UUID) -> HttpResponse:
    """Change a goal: its words and days, its progress, and how it ended."""
    viewer: Viewer = request.viewer
    goal = own_piece(viewer, "goal", goal_id)
    enrollment = viewer.enrollment(goal.enrollment_id)
    categories = settings_of_pieces(viewer, "goal_categories")["goal_categories"]
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        categories=list(dict.fromkeys([*categories, *([goal.category] if goal.category else [])])),
        initial={name: getattr(goal, name) for name in GoalForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_goal(viewer=viewer, goal_id=goal.pk, aim=form.aim())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The goal was changed. What stood there before is kept."))
            return redirect("goals:stay", enrollment.pk)
    return enrollment_page(request, "goals/edit.html", enrollment, "goals", form=form)
