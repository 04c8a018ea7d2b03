"""Ask for a report. The run is made by hearth/library/runs.py and done in the background."""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.library.due import Grant, grant_of
from hearth.library.favourites import favourites
from hearth.library.kinds import is_listing, kind_of
from hearth.library.periods import last_federal_year, month_so_far
from hearth.library.runs import (
    ReportRefused,
    last_asked,
    report_run,
    reportable_cocs,
    reportable_projects,
    start_report,
)
from hearth.screens.choose_programs import choosing
from hearth.screens.reports.form import StartForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires("run_reports")
def start(request: Any, report: str) -> HttpResponse:
    """Show the form, narrow the programs (`do=narrow`), tick all that match (`do=tick`), or start the run.

    `?like=` and the id of a run fills the form with what that run was asked for; `?grant=` and the number of a grant
    with the projects that it pays for and its operating year.
    """
    viewer: Viewer = request.viewer
    kind = kind_of(report)
    if kind is None:
        raise Http404
    projects = list(reportable_projects(viewer).select_related("organization").order_by("project_name", "id"))
    make = partial(
        StartForm, projects=projects, with_agency=viewer.sees_community, cocs=reportable_cocs(viewer)
    )
    if request.method != "POST":
        return _page(request, kind, make(**_first(viewer, kind.code, projects, request.GET)))
    sent = request.POST
    choice = choosing(request, projects, lambda words: make(words=words).matching)
    if choice.goes_on:
        typed = {name: sent.get(name) for name in ("start", "end", "coc")}
        return _page(request, kind, make(words=choice.words, ticked=choice.ticked, initial=typed))
    form = make(sent, words=choice.words, ticked=choice.ticked)
    if form.is_valid():
        try:
            run = start_report(viewer, report=kind.code, **form.asked())
        except ReportRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("reports:run", run.id)
    return _page(request, kind, form)


def _first(viewer: Viewer, report: str, projects: list[Any], asked: QueryDict) -> dict[str, Any]:
    """Give what the form opens with: a grant, a run to repeat, a favourite, or the last programs and the usual days.

    Without a run so far an everyday report is about all programs of the agency, and another about the only one.
    """
    known = [str(project.id) for project in projects]
    like = asked.get("like")
    if (number := asked.get("grant")) is not None:
        return _of_grant(grant_of(viewer, number))
    if like is None and (kept := favourites(viewer).get(report)) is not None:
        ticked = [project["id"] for project in kept.projects if project["id"] in known]
        return {"ticked": ticked, "initial": {"start": kept.start, "end": kept.end, "coc": kept.coc}}
    if like is None:
        before = [one for one in last_asked(viewer, report) if one in known]
        everyday = is_listing(report) and not viewer.sees_community
        ticked = before or (known if everyday or len(known) == 1 else [])
        first, last = month_so_far(viewer.today) if is_listing(report) else last_federal_year(viewer.today)
        return {"ticked": ticked, "initial": {"start": first, "end": last}}
    try:
        before_run = report_run(viewer, uuid.UUID(like)).parameters
    except ValueError:
        raise Http404 from None
    ticked = [project["id"] for project in before_run["projects"] if project["id"] in known]
    return {
        "ticked": ticked,
        "initial": {
            "start": before_run["start"],
            "end": before_run["end"],
            "coc": before_run.get("coc") or "",
        },
    }


def _of_grant(grant: Grant | None) -> dict[str, Any]:
    if grant is None:
        raise Http404
    first, last = grant.year
    return {"ticked": [str(pk) for pk, _name in grant.projects], "initial": {"start": first, "end": last}}


def _page(request: Any, kind: Any, form: StartForm) -> HttpResponse:
    return render(request, "reports/start.html", {"kind": kind, "form": form})
