"""The exits that are coming and those that the system did lately. Action: hearth/actions/confirm_active.py."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.access.auto_exit_policy import KINDS
from hearth.access.auto_exits import auto_exits_coming
from hearth.access.exits_done import exits_by_the_system
from hearth.access.viewer import Viewer, requires
from hearth.actions.confirm_active import confirm_active
from hearth.actions.refusal import NotDone
from hearth.ui import notices

_ROWS_ON_A_PAGE = 50


@require_safe
@requires("exit_household")
def listing(request: Any) -> HttpResponse:
    """List what is coming, the soonest first, or (`show=done`) what was done, to be reopened if it was wrong."""
    viewer: Viewer = request.viewer
    everywhere = viewer.sees_community
    coming = auto_exits_coming(viewer, everywhere=everywhere)
    done = exits_by_the_system(viewer, everywhere=everywhere)
    shows_done = request.GET.get("show") == "done"
    rows: Any = done if shows_done else coming
    page = Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "auto_exit/list.html",
        {
            "page": page,
            "shows_done": shows_done,
            "counts": (len(coming), page.paginator.count if shows_done else ""),
            "rows": page.object_list if shows_done else [(one, _(KINDS[one.last.kind])) for one in page],
            "everywhere": everywhere,
            "today": viewer.today,
        },
    )


@require_POST
@requires("exit_household")
def still_active(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Record that the household is still active, and go back to where it was said."""
    viewer: Viewer = request.viewer
    try:
        confirm_active(viewer=viewer, enrollment_id=enrollment_id)
    except NotDone as refusal:
        for problem in refusal.problems:
            notices.refused(request, problem.message)
    else:
        notices.saved(request, _("Recorded: still active. The household stays enrolled."))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("auto_exit:list")
    return redirect(back)
