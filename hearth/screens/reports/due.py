"""Show what is due where: each grant with the reports that its funder asks for. See hearth/library/due.py."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires
from hearth.hud.words import words_for
from hearth.library.due import Due, due_of_community, due_of_grants, is_ended, undated_grants

_GRANTS_ON_A_PAGE = 25


@require_safe
@requires("run_reports")
def due(request: Any) -> HttpResponse:
    """Show the grants, what is to be sent first at the top, and to who sees the community what it owes as a whole.

    Grants that ended stand last and apart.
    """
    viewer = request.viewer
    known = sorted(due_of_grants(viewer), key=lambda one: (is_ended(viewer, *one), _next_day(one[1])))
    page = Paginator(known, _GRANTS_ON_A_PAGE).get_page(request.GET.get("page"))
    parts: tuple[list[Any], list[Any]] = ([], [])
    for grant, asked in page.object_list:
        funders = [words_for("Funder", "Funder", funder) for funder in grant.funders]
        programs = [project.name for project in grant.projects]
        parts[is_ended(viewer, grant, asked)].append((grant, funders, programs, asked))
    context = {
        "page": page,
        "lines": parts[False],
        "ended": parts[True],
        "undated": undated_grants(viewer),
        "is_any_late": any(
            one.on is not None and one.on < viewer.today and one.ran is None
            for part in parts
            for *_grant, asked in part
            for one in asked
        ),
        "community": due_of_community() if viewer.sees_community else [],
        "may_export": viewer.may("export_data"),
        "today": viewer.today,
        "zone": viewer.zone,
    }
    return render(request, "reports/due.html", context)


def _next_day(asked: Sequence[Due]) -> date:
    """Give the first day by which something is to be sent that was not run yet; far away where there is none."""
    return min((one.on for one in asked if one.on is not None and one.ran is None), default=date.max)
