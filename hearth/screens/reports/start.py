"""Ask for a report. The run is made by hearth/library/runs.py and done in the background."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.library.runs import ReportRefused, reportable_projects, reports, start_report
from hearth.screens.reports.form import StartForm, last_federal_year


@require_http_methods(["GET", "HEAD", "POST"])
@requires("run_reports")
def start(request: Any, report: str) -> HttpResponse:
    """Show the form, narrow the programs (`do=narrow`), tick all that match (`do=tick`), or start the run."""
    viewer: Viewer = request.viewer
    kind = next((one for one in reports() if one.code == report), None)
    if kind is None:
        raise Http404
    projects = list(reportable_projects(viewer).select_related("organization").order_by("project_name", "id"))
    _check_known(projects, [*request.POST.getlist("programs"), *request.GET.getlist("program")])
    if request.method != "POST":
        return _page(request, kind, _first(request, viewer, projects))
    sent = request.POST
    words, ticked = sent.get("words", "").strip(), sent.getlist("programs")
    do = sent.get("do")
    if do == "enter" and words and not ticked:
        do = "narrow"
    if do in ("narrow", "tick") or request.htmx:
        if do == "tick":
            ticked = [*ticked, *sorted(StartForm(projects=projects, words=words).matching - set(ticked))]
        typed = {"start": sent.get("start"), "end": sent.get("end")}
        return _page(request, kind, StartForm(projects=projects, words=words, ticked=ticked, initial=typed))
    form = StartForm(sent, projects=projects, words=words, ticked=ticked)
    if form.is_valid():
        try:
            run = start_report(viewer, report=kind.code, **form.asked())
        except ReportRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("reports:run", run.id)
    return _page(request, kind, form)


def _first(request: Any, viewer: Viewer, projects: list[Any]) -> StartForm:
    """Fill the form with what the address says (a link to run the same again), or with the usual."""
    start_day, end_day = last_federal_year(viewer.today)
    ticked = request.GET.getlist("program")
    if not ticked and len(projects) == 1:
        ticked = [str(projects[0].id)]
    usual = {"start": _day(request.GET.get("start"), start_day), "end": _day(request.GET.get("end"), end_day)}
    return StartForm(projects=projects, ticked=ticked, initial=usual)


def _check_known(projects: list[Any], asked_for: list[str]) -> None:
    """Answer 404 for a program that the viewer may not report on, as everywhere."""
    if not set(asked_for) <= {str(project.id) for project in projects}:
        raise Http404


def _day(text: str | None, usual: date) -> date:
    try:
        return date.fromisoformat(text) if text else usual
    except ValueError:
        return usual


def _page(request: Any, kind: Any, form: StartForm) -> HttpResponse:
    return render(request, "reports/start.html", {"kind": kind, "form": form})
