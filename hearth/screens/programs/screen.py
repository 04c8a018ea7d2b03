"""The programs of an agency, and who is enrolled in one of them today. Uses no action."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access.viewer import Viewer, requires
from hearth.screens.programs.households import active_counts, active_households, with_members

_ROWS_ON_A_PAGE = 25


@require_safe
@requires("see_programs")
def programs(request: Any) -> HttpResponse:
    """List the programs, open ones first, with how many people are enrolled today."""
    viewer: Viewer = request.viewer
    rows = viewer.projects.select_related("organization").order_by(
        F("operating_end_date").desc(nulls_first=True), "project_name", "pk"
    )
    page = Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    counts = active_counts(viewer, list(page.object_list))
    return render(
        request,
        "programs/list.html",
        {
            "page": page,
            "rows": [
                (project, _is_open(viewer, project), *counts.get(project.pk, (0, 0)))
                for project in page.object_list
            ],
            "shows_agency": viewer.sees_community,
            "may_set_up": viewer.may("manage_programs"),
            "asks": viewer.may("ask_inventory"),
        },
    )


@require_safe
@requires("see_programs")
def program(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show what the program is, and its households of today."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    page = Paginator(active_households(viewer, project), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "programs/program.html",
        {
            "project": project,
            "is_open": _is_open(viewer, project),
            "cocs": sorted(
                {row.coc_code for row in viewer.project_cocs.filter(project=project) if row.coc_code}
            ),
            "funders": list(viewer.funders.filter(project=project).order_by("-start_date", "pk")),
            "page": page,
            "households": with_members(viewer, project, list(page.object_list)),
            "shows_people": viewer.may("find_client"),
            "may_record_services": viewer.may("record_service", project),
            "may_post": viewer.may("post_availability", project),
            "today": viewer.today,
        },
    )


def _is_open(viewer: Viewer, project: Any) -> bool:
    return project.operating_end_date is None or project.operating_end_date >= viewer.today
