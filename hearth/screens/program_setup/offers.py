"""The services that a program offers. Action: hearth/actions/keep_offers.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.programs import offers
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_offers import (
    end_offer,
    federal_lists,
    offer_again,
    offer_federal,
    offer_local,
    offer_to_anybody,
)
from hearth.actions.keep_program import RIGHT
from hearth.actions.refusal import NotDone
from hearth.rules.service.within_stay import BED_NIGHT
from hearth.screens.program_setup.forms import LocalOfferForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def services(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show what is offered; add one of HUD's lists (do=federal) or an item of the agency's own."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    may_keep = viewer.may(RIGHT, project)
    form = LocalOfferForm(request.POST if request.POST.get("do") == "local" else None)
    if request.method == "POST":
        if not may_keep:
            raise PermissionDenied
        if _kept(request, project, form):
            return redirect("program_setup:services", project.pk)
    rows = list(offers(viewer, project))
    here = {row.record_type for row in rows}
    return render(
        request,
        "program_setup/services.html",
        {
            "project": project,
            "rows": rows,
            "lists": [one for one in federal_lists(viewer, project) if one.record_type not in here],
            "form": form,
            "may_keep": may_keep,
            "today": viewer.today,
            "bed_night": BED_NIGHT,
            "tab": "services",
        },
    )


def _kept(request: Any, project: Any, form: LocalOfferForm) -> bool:
    viewer: Viewer = request.viewer
    try:
        if request.POST.get("do") == "federal":
            asked = request.POST.get("record_type", "")
            made = offer_federal(
                viewer=viewer, project_id=project.pk, record_type=int(asked) if asked.isdecimal() else 0
            )
            text = ngettext("%(count)s service is offered.", "%(count)s services are offered.", len(made))
            notices.saved(request, text % {"count": len(made)})
            return True
        if form.is_valid():
            everywhere = form.cleaned_data["everywhere"]
            row = offer_local(viewer=viewer, project_id=project.pk, offer=form.offer(), everywhere=everywhere)
            notices.saved(request, _("Offered: %(service)s.") % {"service": row.name})
            return True
    except NotDone as refusal:
        if form.is_bound:
            form.refuse(refusal)
        else:
            notices.refused(request, " ".join(problem.message for problem in refusal.problems))
            return True
    return False


@require_POST
@requires(RIGHT)
def end(request: Any, offer_id: uuid.UUID) -> HttpResponse:
    """Offer a service no more after today, as before (do=again), to anybody, or to who is enrolled only."""
    viewer: Viewer = request.viewer
    do = request.POST.get("do", "")
    try:
        if do == "again":
            row = offer_again(viewer=viewer, offer_id=offer_id)
        elif do in ("anybody", "enrolled"):
            row = offer_to_anybody(viewer=viewer, offer_id=offer_id, to_anybody=do == "anybody")
        else:
            row = end_offer(viewer=viewer, offer_id=offer_id, on=viewer.today)
    except NotDone as refusal:
        notices.refused(request, " ".join(problem.message for problem in refusal.problems))
        return redirect("programs:programs")
    notices.saved(request, _said(do) % {"service": row.name})
    if row.project_id is None:
        return redirect("programs:programs")
    return redirect("program_setup:services", row.project_id)


def _said(do: str) -> str:
    return {
        "again": _("%(service)s is offered again."),
        "anybody": _("%(service)s is given to anybody."),
        "enrolled": _("%(service)s is given to who is enrolled."),
    }.get(do, _("%(service)s is offered until today."))
