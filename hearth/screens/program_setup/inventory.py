"""Ask for a change of inventory, and decide about one. Actions: hearth/actions/inventory_requests.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.programs import requests
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.inventory_requests import (
    ASK,
    REASON,
    approve_inventory,
    ask_for_inventory,
    asked_values,
    decline_inventory,
    withdraw_request,
)
from hearth.actions.keep_program import PARTS, RIGHT
from hearth.actions.refusal import NotDone
from hearth.hud.elements import elements
from hearth.hud.words import words_for
from hearth.screens.program_setup.forms import WhyForm
from hearth.screens.program_setup.parts import answers_of, form_of, part_named, refuse
from hearth.ui import notices

_ROWS_ON_A_PAGE = 25


@require_safe
@requires("see_programs")
def requests_list(request: Any) -> HttpResponse:
    """List the requests about inventory, waiting ones first: the lead's worklist, and the agency's own."""
    viewer: Viewer = request.viewer
    page = Paginator(requests(viewer), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "program_setup/requests.html",
        {"page": page, "decides": viewer.may(RIGHT), "zone": viewer.zone},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def decide(request: Any, request_id: uuid.UUID) -> HttpResponse:
    """Show a request beside what holds today; approve, decline or withdraw it."""
    viewer: Viewer = request.viewer
    one = requests(viewer).filter(pk=request_id).select_related("inventory").first()
    if one is None:
        raise NotVisible("There is no such request.")
    decides, asks = viewer.may(RIGHT, one.project), viewer.may(ASK, one.project)
    form = WhyForm(None)
    if request.method == "POST":
        if not (decides or asks):
            raise PermissionDenied
        form = WhyForm(request.POST)
        try:
            _decide(viewer, one, request.POST)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Saved."))
            return redirect("program_setup:requests")
    return render(
        request,
        "program_setup/request.html",
        {
            "one": one,
            "project": one.project,
            "lines": _lines(one),
            "form": form,
            "decides": decides and one.state == "waiting",
            "may_withdraw": asks and one.state == "waiting",
            "zone": viewer.zone,
        },
    )


def _decide(viewer: Viewer, one: Any, sent: Any) -> None:
    address = reverse("program_setup:decide", args=[one.pk])
    match sent.get("do"):
        case "approve":
            approve_inventory(viewer=viewer, request_id=one.pk, address=address)
        case "withdraw":
            withdraw_request(viewer=viewer, request_id=one.pk)
        case _:
            decline_inventory(
                viewer=viewer, request_id=one.pk, reason=sent.get("reason", "")[:500], address=address
            )


def _lines(one: Any) -> list[tuple[str, str, str, bool]]:
    """Give each question of 2.07 with what holds today, what is asked for, and whether they differ."""
    asked = asked_values(one)
    today = answers_of(one.inventory) if one.inventory is not None else {}
    lines = []
    for question in elements()["2.07"].questions:
        if question.column == "InventoryStartDate":
            continue
        before, after = (
            words_for("Inventory", question.column, row.get(question.column)) for row in (today, asked)
        )
        if before or after:
            lines.append((_(question.text), before, after, before != after))
    return lines


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ASK)
def ask_new(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Ask that an inventory be added."""
    viewer: Viewer = request.viewer
    return _ask(request, viewer.project(project_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ASK)
def ask_change(request: Any, inventory_id: uuid.UUID) -> HttpResponse:
    """Ask that an inventory be changed from a day on."""
    viewer: Viewer = request.viewer
    rows: Any = viewer.rows(PARTS["inventory"])
    row = rows.filter(pk=inventory_id).select_related("project__organization").first()
    if row is None:
        raise NotVisible("There is no such inventory.")
    return _ask(request, row.project, row)


def _ask(request: Any, project: Any, row: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    if not viewer.may(ASK, project):
        raise PermissionDenied
    part = part_named("inventory")
    stored = {**answers_of(row), "InventoryStartDate": viewer.today} if row is not None else None
    form = form_of(viewer, part, project, request.POST or None, stored)
    why = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and why.is_valid():
        said = form.values("Inventory")
        try:
            ask_for_inventory(
                viewer=viewer,
                project_id=project.pk,
                inventory_id=row.pk if row is not None else None,
                said=said,
                starts_on=said["InventoryStartDate"],
                reason=why.cleaned_data["reason"],
            )
        except NotDone as refusal:
            for problem in refusal.problems:
                if problem.rule == REASON:
                    why.add_error("reason", problem.message)
            refuse(form, refusal)
        else:
            notices.saved(request, _("Your HMIS lead is asked. You are told when it is decided."))
            return redirect("program_setup:requests")
    return render(
        request, "program_setup/ask.html", {"form": form, "why": why, "project": project, "row": row}
    )
