"""Ask for an export. The run is made by hearth/exchange/export_runs.py and done in the background."""

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.dataset import UnusableInput
from hearth.exchange.export_runs import start_export
from hearth.library.due import grant_of, programs_to_export
from hearth.library.periods import last_month
from hearth.screens.choose_programs import choosing
from hearth.screens.export.form import ExportForm
from hearth.screens.export.kinds import PROGRAMS, ExportKind, kinds


@require_http_methods(["GET", "HEAD", "POST"])
@requires("export_data")
def start(request: Any, kind: str) -> HttpResponse:
    """Show the form of a kind, narrow its programs (`do=narrow`), tick all that match (`do=tick`), or start it.

    `?grant=` and the number of a grant that asks for it fills in the programs that it pays for and its days.
    """
    viewer: Viewer = request.viewer
    chosen = kinds(viewer).get(kind)
    if chosen is None:
        raise Http404
    projects = _projects(viewer, chosen)
    make = partial(
        ExportForm, viewer=viewer, kind=chosen, projects=projects, with_agency=viewer.sees_community
    )
    if request.method != "POST":
        known = [str(project.id) for project in projects]
        if number := request.GET.get("grant"):
            opened = _of_grant(viewer, chosen, number, known)
            paid = [project.project_name for project in projects if str(project.id) in opened["ticked"]]
            return _page(request, chosen, make(**opened), grant=number, paid=paid)
        return _page(request, chosen, make(ticked=known if chosen.preset else ()))
    sent = request.POST
    choice = choosing(request, projects, lambda words: make(words=words).matching)
    if choice.goes_on:
        typed = {name: sent.get(name) for name in sent if name not in ("programs", "words", "do")}
        return _page(request, chosen, make(words=choice.words, ticked=choice.ticked, initial=typed))
    form = make(sent, words=choice.words, ticked=choice.ticked)
    if form.is_valid():
        try:
            run = start_export(
                viewer,
                form.order(),
                recipient=form.cleaned_data["recipient"],
                purpose=form.cleaned_data["purpose"],
            )
        except UnusableInput as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("export:run", run.id)
    return _page(request, chosen, form)


def _of_grant(viewer: Viewer, kind: ExportKind, number: str, known: list[str]) -> dict[str, Any]:
    """Give what the form opens with for a grant: its programs, its operating year, the last month in which it ran.

    Raises Http404 for a grant that does not ask for this kind.
    """
    grant = grant_of(viewer, number)
    due = programs_to_export(grant, kind.code) if grant else []
    if grant is None or not due:
        raise Http404
    first, last = grant.year
    ran_until = min(last_month(viewer.today)[1], grant.ends or date.max)
    days = {"start": first, "end": last, "month": f"{ran_until:%Y-%m}"}
    return {"ticked": [one for one in known if one in due], "initial": days}


def _projects(viewer: Viewer, kind: ExportKind) -> list[Any]:
    """Give the programs that can be ticked: all of them, or those that the funders of a receiver pay for."""
    projects = viewer.projects
    if kind.preset is not None:
        paid = viewer.funders.filter(funder__in=kind.preset.funders)
        projects = projects.filter(pk__in=paid.values("project"))
    elif kind.code != PROGRAMS:
        return []
    return list(projects.select_related("organization").order_by("project_name", "id"))


def _page(request: Any, kind: ExportKind, form: ExportForm, **of_grant: Any) -> HttpResponse:
    """`of_grant` is its number and the names of its programs, where the page opens for one."""
    return render(request, "export/start.html", {"kind": kind, "form": form, **of_grant})
