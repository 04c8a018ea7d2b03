"""Record one service for members of a household. Action: hearth/actions/record_service.py."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hearth.access.household import household_of
from hearth.access.services_given import latest_services, own_services_offered
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_local_service import record_local_service
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.actions.service_faults import services_of_program
from hearth.hud.words import service_words
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.services.form import ServiceForm, chosen_of, initial_of, label_of, only_service
from hearth.screens.services.own_form import given_here
from hearth.ui import notices

# A payment is for other days than the last one: those are asked anew.
_NEW_EACH_TIME = ("on", "covers_from", "covers_until", "referral_outcome")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def record(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the form, ask for the details of the service that was just chosen (`do=details`), or save.

    `again` fills it with a service that somebody of the household had lately.
    """
    viewer: Viewer = request.viewer
    enrollment = viewer.enrollment(enrollment_id)
    if not viewer.may("record_service", enrollment.project):
        raise PermissionDenied
    services = services_of_program(viewer, enrollment.project)
    own = own_services_offered(viewer, enrollment.project, viewer.today)
    household = household_of(viewer, enrollment)
    # Where there is one service only, there is nothing to choose.
    lately = (
        [] if only_service(services, own) else latest_services(viewer, [one.enrollment for one in household])
    )
    make = partial(ServiceForm, household=household, services=services, own=own, today=viewer.today)
    show = partial(_page, request, enrollment, lately)
    if request.method != "POST":
        return show(make(chosen=only_service(services, own)))
    chosen = request.POST.get("service", "")
    if "again" in request.POST:
        same = next((one for one in lately if str(one.pk) == request.POST["again"]), None)
        return show(make() if same is None else make(chosen=chosen_of(same), initial=_again(same)))
    if asks_details(request):
        return show(make(chosen=chosen, initial=typed(request.POST)))
    form = make(request.POST, chosen=chosen)
    if form.is_valid():
        try:
            recorded = _store(viewer, form)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("client:take_back", args=[enrollment.client_id, recorded[0].change_id])
            say_done(request, label_of(services, chosen, own), len(recorded), undo)
            return redirect("client:client", enrollment.client_id)
    return show(form)


def _store(viewer: Viewer, form: ServiceForm) -> list[Any]:
    offered, stays = form.own_service(), form.given_to()
    if offered is not None:
        here = given_here(form.cleaned_data)
        return list(record_local_service(viewer=viewer, enrollments=stays, offered=offered, given=here))
    given = asdict(form.given())
    return list(record_service(viewer=viewer, enrollments=stays, on=form.cleaned_data["on"], **given))


def asks_details(request: Any) -> bool:
    """Say whether the form only asks what belongs to the service that was chosen."""
    return bool(request.POST.get("do") == "details" or request.htmx)


def typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was typed so far, to be shown again."""
    return {name: sent.get(name) for name in sent} | {"members": sent.getlist("members")}  # type: ignore[attr-defined]


def say_done(request: Any, service: str, count: int, undo: str) -> None:
    """Say on the next page what was recorded, with a way back."""
    text = ngettext("Recorded: %(service)s.", "Recorded for %(count)s people: %(service)s.", count)
    notices.saved(request, text % {"service": service, "count": count}, undo)


def _again(same: Any) -> dict[str, Any]:
    values = {name: value for name, value in initial_of(same).items() if name not in _NEW_EACH_TIME}
    return values | {"members": [str(one) for one in same.given_to]}


def _page(request: Any, enrollment: Any, lately: list[Any], form: ServiceForm) -> HttpResponse:
    offered = {kind.record_type for kind in form.services}
    return enrollment_page(
        request,
        "services/record.html",
        enrollment,
        "services",
        household=list(form.household.values()),
        form=form,
        lately=[
            (one, service_words(one.record_type, one.type_provided, one.sub_type_provided))
            for one in lately
            if one.record_type in offered
        ],
        left=all(member.left_on for member in form.household.values()),
    )
