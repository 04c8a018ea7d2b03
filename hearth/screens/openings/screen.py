"""The openings that one may match or keep, those of a program, and one of them. Acts on them: keep.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access import openings
from hearth.access.viewer import Viewer, requires
from hearth.actions.openings_here import RIGHT
from hearth.screens.openings.form import FilterForm

MATCHES = "match_referrals"
_ROWS_ON_A_PAGE = 25


@require_safe
@requires("see_programs")
def listing(request: Any) -> HttpResponse:
    """List the openings of every program in reach: for who matches clients, and for who posts them."""
    viewer: Viewer = request.viewer
    if not (viewer.may(MATCHES) or viewer.may(RIGHT)):
        raise PermissionDenied
    form = FilterForm(request.GET)
    page = _page(request, openings.openings(viewer, form.wanted))
    context = {"form": form, "page": page, "matches": viewer.may(MATCHES)}
    return render(request, "openings/list.html", context)


@require_safe
@requires("see_programs")
def program(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """List the openings of a program, the open ones first."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    context = {
        "project": project,
        "page": _page(request, openings.openings(viewer, project=project)),
        "may_keep": viewer.may(RIGHT, project),
        "tab": "openings",
    }
    return render(request, "openings/program.html", context)


@require_safe
@requires("see_programs")
def opening(request: Any, opening_id: uuid.UUID) -> HttpResponse:
    """Show one opening: what is offered, how it stands, and what may be done with it."""
    viewer: Viewer = request.viewer
    one = openings.opening(viewer, opening_id)
    may_keep = viewer.may(RIGHT, one.project)
    names = may_keep and viewer.may("find_client")
    is_open = one.state == openings.State.OPEN
    context = {
        "one": one,
        "project": one.project,
        "may_keep": may_keep,
        "reasons": openings.WithdrawnFor.choices,
        "is_open": is_open,
        "households": openings.households_in(viewer, one.pk) if names else [],
        "to_place": openings.households_to_place(viewer, one.project) if names and is_open else [],
        "names": names,
        "zone": viewer.zone,
    }
    return render(request, "openings/opening.html", context)


def _page(request: Any, rows: Any) -> Page:
    return Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
