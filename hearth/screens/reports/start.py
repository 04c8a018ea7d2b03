"""Ask for a report. The run is made by hearth/library/runs.py and done in the background."""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.library.due import grant_of, programs_due
from hearth.library.favourites import Favourite, favourites
from hearth.library.grant_years import days_of_year
from hearth.library.kinds import ReportKind, is_listing, kind_of
from hearth.library.periods import days_of
from hearth.library.runs import (
    ReportRefused,
    also_known_by,
    last_asked,
    projects_for,
    report_run,
    reportable_cocs,
    start_report,
)
from hearth.screens.choose_programs import MANY, choosing
from hearth.screens.reports.by_grant import by_grant
from hearth.screens.reports.form import StartForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires("run_reports")
def start(request: Any, report: str) -> HttpResponse:
    """Show the form, narrow the programs (`do=narrow`), tick all that match (`do=tick`), or start the run.

    `?like=` and the id of a run fills the form with what that run was asked for; `?grant=` and the number of a grant
    with the projects that it pays for and its operating year, the last one or that of `?year=`; `?favourite=` and its
    number with what was kept; `?agency=` and the id of an agency with all of its programs that the report is about.
    """
    viewer: Viewer = request.viewer
    kind = kind_of(report)
    if kind is None:
        raise Http404
    if kind.right and not viewer.may(kind.right):
        raise PermissionDenied
    projects = projects_for(viewer, kind)
    make = partial(
        StartForm,
        kind=kind,
        projects=projects,
        with_agency=viewer.sees_community,
        also_known_by=also_known_by(viewer, projects) if len(projects) > MANY else None,
        cocs=reportable_cocs(viewer) if kind.asks_days else (),
    )
    if request.method != "POST":
        return _page(request, kind, make(**_first(viewer, kind, projects, request.GET)), projects)
    sent = request.POST
    choice = choosing(request, projects, lambda words: make(words=words).matching)
    if choice.goes_on:
        typed = {name: sent.get(name) for name in ("start", "end", "coc")}
        return _page(request, kind, make(words=choice.words, ticked=choice.ticked, initial=typed), projects)
    form = make(sent, words=choice.words, ticked=choice.ticked)
    if form.is_valid():
        try:
            run = start_report(viewer, report=kind.code, **form.asked(viewer.today))
        except ReportRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("reports:run", run.id)
    return _page(request, kind, form, projects)


def _first(viewer: Viewer, kind: ReportKind, projects: list[Any], asked: QueryDict) -> dict[str, Any]:
    """Give what the form opens with: a grant, an agency, a run to repeat, a favourite, or the last programs.

    Without a run so far an everyday report is about all programs of the agency, one of a funder about all that it pays
    for there, and another about the only one.
    """
    known = [str(project.id) for project in projects]
    like = asked.get("like")
    if number := asked.get("grant"):
        return _of_grant(viewer, kind, number, asked.get("year", ""), known)
    agency = asked.get("agency")
    kept = _favourite(viewer, kind, asked.get("favourite")) if like is None and agency is None else None
    if kept is not None and kept.projects:
        ticked = [project["id"] for project in kept.projects if project["id"] in known]
        return {"ticked": ticked, "initial": {"start": kept.start, "end": kept.end, "coc": kept.coc}}
    if like is None:
        of_agency = [str(project.id) for project in projects if str(project.organization_id) == agency]
        before = [one for one in last_asked(viewer, kind.code) if one in known]
        together = (is_listing(kind.code) and not viewer.sees_community) or (
            bool(kind.funders) and len(_agencies(kind, projects)) < 2
        )
        ticked = of_agency or before or (known if together or len(known) == 1 else [])
        first, last = days_of(kind.opens_with, viewer.today)
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


def _favourite(viewer: Viewer, kind: ReportKind, number: str | None) -> Favourite | None:
    """Give the favourite of that number, without one the last that was kept of the report. Raises Http404."""
    own = [one for one in favourites(viewer) if one.kind.code == kind.code]
    if number is None:
        return own[-1] if own else None
    found = next((one for one in own if str(one.id) == number), None)
    if found is None:
        raise Http404
    return found


def _of_grant(viewer: Viewer, kind: ReportKind, number: str, year: str, known: list[str]) -> dict[str, Any]:
    grant = grant_of(viewer, number)
    if grant is None:
        raise Http404
    first, last = days_of_year(viewer, grant, year)
    return {"ticked": programs_due(grant, kind.code, known), "initial": {"start": first, "end": last}}


def _agencies(kind: ReportKind, projects: list[Any]) -> dict[uuid.UUID, str]:
    """Give the agencies whose programs a report of a funder takes together, by their ids; none for other reports."""
    if not kind.funders:
        return {}
    named = {project.organization_id: project.organization.organization_name or "" for project in projects}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def _page(request: Any, kind: ReportKind, form: StartForm, projects: list[Any]) -> HttpResponse:
    agencies = _agencies(kind, projects)
    chosen = by_grant(request.viewer, kind.code, request.GET.get("grant", ""), request.GET.get("year", ""))
    return render(
        request,
        "reports/start.html",
        {
            "kind": kind,
            "form": form,
            "agencies": agencies if len(agencies) > 1 else {},
            "by_grant": chosen.form,
            "unknown_year_of": chosen.unknown_year_of,
            "undated": chosen.undated,
        },
    )
