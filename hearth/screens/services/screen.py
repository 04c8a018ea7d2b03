"""Record one service for members of a household. Action: hearth/actions/record_service.py."""

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.household import household_of, still_there
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.rules.service.offered import OfferedService, offered
from hearth.screens.client_frame import client_page
from hearth.screens.services.form import ServiceForm, label_of, only_service
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def record(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the form, ask for the details of the service that was just chosen (`do=details`), or save."""
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may("record_service", enrollment.project):
        raise PermissionDenied
    services = _offered(viewer, enrollment.project)
    household = household_of(viewer, enrollment)
    make = partial(ServiceForm, household=household, services=services, today=viewer.today)
    if request.method != "POST":
        return _page(request, enrollment, make(chosen=only_service(services)))
    chosen = request.POST.get("service", "")
    if request.POST.get("do") == "details" or request.htmx:
        typed = {name: request.POST.get(name) for name in request.POST} | {
            "members": request.POST.getlist("members")
        }
        return _page(request, enrollment, make(chosen=chosen, initial=typed))
    form = make(request.POST, chosen=chosen)
    if form.is_valid():
        try:
            recorded = record_service(viewer=viewer, **form.given())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            _say_done(request, enrollment, label_of(services, chosen), recorded)
            return redirect("client:client", enrollment.client_id)
    return _page(request, enrollment, form)


def _say_done(request: Any, enrollment: Any, service: str, recorded: list[Any]) -> None:
    text = ngettext("Recorded: %(service)s.", "Recorded for %(count)s people: %(service)s.", len(recorded))
    undo = reverse("client:take_back", args=[enrollment.client_id, recorded[0].change_id])
    notices.saved(request, text % {"service": service, "count": len(recorded)}, undo)


def _page(request: Any, enrollment: Any, form: ServiceForm) -> HttpResponse:
    return client_page(
        request,
        "services/record.html",
        enrollment.client,
        members=still_there(form.household.values()),
        enrollment=enrollment,
        project=enrollment.project,
        form=form,
        left=all(member.left_on for member in form.household.values()),
    )


def _offered(viewer: Viewer, project: Any) -> list[OfferedService]:
    funders = viewer.funders.filter(project=project).values_list("funder", flat=True)
    return offered(project.project_type, [code for code in funders if code])
