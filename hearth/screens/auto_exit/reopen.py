"""Reopen one enrollment or many, after the question that keeps a return apart. Action: reopen_enrollments.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.exits_done import exits_chosen
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.reopen_enrollments import reopen_enrollments
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("exit_household")
def reopen(request: Any) -> HttpResponse:
    """Ask whether they return or never left; a POST says that they never left."""
    viewer: Viewer = request.viewer
    asked = request.POST if request.method == "POST" else request.GET
    ids = [one for word in asked.getlist("exit") if (one := _identity(word))]
    if not ids:
        notices.refused(request, _("Choose at least one person."))
        return redirect(f"{reverse('auto_exit:list')}?show=done")
    exits = exits_chosen(viewer, ids)
    if len(exits) != len(set(ids)):
        raise NotVisible("There is no such exit.")
    if not all(viewer.may("exit_household", one.enrollment.project) for one in exits):
        raise PermissionDenied
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            reopen_enrollments(viewer=viewer, exit_ids=ids)
        except NotDone as refusal:
            problems = tuple(dict.fromkeys(problem.message for problem in refusal.problems))
        else:
            said = ngettext("Reopened for %(count)s person.", "Reopened for %(count)s people.", len(exits))
            notices.saved(request, said % {"count": len(exits)})
            if len({one.enrollment.household_id for one in exits}) == 1:
                return redirect("enrollment:enrollment", exits[0].enrollment_id)
            return redirect(f"{reverse('auto_exit:list')}?show=done")
    return render(request, "auto_exit/reopen.html", {"exits": exits, "problems": problems})


def _identity(word: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(word)
    except ValueError:
        return None
