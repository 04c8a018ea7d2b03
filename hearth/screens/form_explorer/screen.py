"""The form of a situation as a worker gets it, as a list with the reasons, and what it leaves out. Stores nothing."""

import uuid
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import Viewer, requires
from hearth.forms.build import CollectionForm
from hearth.forms.local_rules import coc_names
from hearth.forms.place import place_of
from hearth.hud.form_orders import form_orders
from hearth.screens.form_explorer.situation import Situation, SituationForm, address_of
from hearth.screens.form_explorer.told import answered, asked_rows, left_out_rows, sections

VIEWS = ("form", "list", "left_out")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def explorer(request: Any) -> HttpResponse:
    """Ask for a situation and show its form. A POST tries the form out: it is checked and nothing is stored."""
    viewer: Viewer = request.viewer
    given = request.GET.copy()
    shown, words = given.pop("view", ["form"])[-1], given.pop("why", [""])[-1].strip()
    asked_for = SituationForm(given or None, cocs=coc_names(), today=viewer.today)
    context: dict[str, Any] = {
        "asked_for": asked_for,
        "keeps_rules": viewer.may("keep_local_rules"),
        "shown": shown if shown in VIEWS else VIEWS[0],
        "words": words,
    }
    if asked_for.is_valid():
        context |= _result(request, asked_for.situation(), context["shown"], words)
    return render(request, "form_explorer/screen.html", context)


@require_safe
@requires("see_programs")
def program(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Go to a form (`stage`) of a program as it is today, the intake without one."""
    viewer: Viewer = request.viewer
    place = place_of(viewer, viewer.project(project_id), viewer.today)
    stage = request.GET.get("stage", "")
    query = address_of(
        place.facts, place.coc_codes, viewer.today, stage if stage in form_orders() else "start"
    )
    return redirect(f"{reverse('form_explorer:explorer')}?{query}")


def _result(request: Any, situation: Situation, shown: str, words: str) -> dict[str, Any]:
    form = situation.form(request.POST if request.method == "POST" else None)
    result: dict[str, Any] = {
        "situation": situation,
        "form": form,
        "count": len(form.branches),
        "needed": sum(branch.asked.required for branch in form.branches),
    }
    match shown:
        case "list":
            result["rows"] = asked_rows(form)
        case "left_out":
            result["rows"] = left_out_rows(situation.left_out(), words)
            result["pairs"] = parse_qsl(situation.query)
            result["on_form"] = any(branch.asked.element.number == words.upper() for branch in form.branches)
        case _:
            result["sections"] = sections(form)
            result["tried"] = _tried(form) if form.is_bound else None
    return result


def _tried(form: CollectionForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    return {"todos": form.todos, "notices": [*form.cleared, *form.noted], "answers": answered(form)}
