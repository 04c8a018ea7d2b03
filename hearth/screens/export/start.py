"""Ask for an export. The run is made by hearth/exchange/export_runs.py and done in the background."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.dataset import UnusableInput
from hearth.exchange.export_runs import start_export
from hearth.screens.choose_programs import choosing
from hearth.screens.export.form import ExportForm
from hearth.screens.export.kinds import PROGRAMS, ExportKind, kinds


@require_http_methods(["GET", "HEAD", "POST"])
@requires("export_data")
def start(request: Any, kind: str) -> HttpResponse:
    """Show the form of a kind, narrow its programs (`do=narrow`), tick all that match (`do=tick`), or start it."""
    viewer: Viewer = request.viewer
    chosen = kinds(viewer).get(kind)
    if chosen is None:
        raise Http404
    projects = _projects(viewer, chosen)
    make = partial(
        ExportForm, viewer=viewer, kind=chosen, projects=projects, with_agency=viewer.sees_community
    )
    if request.method != "POST":
        return _page(request, chosen, make())
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


def _projects(viewer: Viewer, kind: ExportKind) -> list[Any]:
    if kind.code != PROGRAMS:
        return []
    return list(viewer.projects.select_related("organization").order_by("project_name", "id"))


def _page(request: Any, kind: ExportKind, form: ExportForm) -> HttpResponse:
    return render(request, "export/start.html", {"kind": kind, "form": form})
