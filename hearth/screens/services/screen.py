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

from hearth.access.household import HouseholdMember, household_of
from hearth.access.services_given import GivenLately, latest_services
from hearth.access.services_offered import services_offered
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_local_service import record_local_service
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.hud.words import service_words
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.services.form import (
    ServiceForm,
    chosen_of,
    chosen_own,
    day_of,
    initial_of,
    labels_of,
    of_household,
    only_service,
)
from hearth.screens.services.own_form import given_here, initial_of_own
from hearth.ui import notices

# A payment is for other days than the last one: those are asked anew, and so is what was remarked.
_NEW_EACH_TIME = ("on", "covers_from", "covers_until", "referral_outcome", "until", "remark")


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
    offered = services_offered(viewer, enrollment.project, day_of(request.POST, viewer.today))
    household = household_of(viewer, enrollment)
    only = only_service(offered)
    # Where there is one service only, there is nothing to choose.
    lately = [] if only else latest_services(viewer, [one.enrollment for one in household])
    make = partial(ServiceForm, recipients=of_household(household), offered=offered, today=viewer.today)
    show = partial(_page, request, enrollment, household, lately)
    if request.method != "POST":
        return show(make(chosen=only))
    chosen = request.POST.get("service", "")
    if "again" in request.POST:
        same = next((one for one in lately if str(one.row.pk) == request.POST["again"]), None)
        return show(make() if same is None else make(chosen=_chosen(same), initial=_again(same)))
    if asks_details(request):
        return show(make(chosen=chosen, initial=typed(request.POST)))
    form = make(request.POST, chosen=chosen)
    if form.is_valid():
        try:
            recorded = store(viewer, form)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("client:take_back", args=[enrollment.client_id, recorded[0].change_id])
            say_done(request, labels_of(offered)[chosen], len(recorded), undo)
            return redirect("client:client", enrollment.client_id)
    return show(form)


def store(viewer: Viewer, form: ServiceForm) -> list[Any]:
    """Record what a valid form says for everybody who is ticked, and give the rows. Raises NotDone."""
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


def _chosen(same: GivenLately) -> str:
    return chosen_own(same.row) if same.is_own else chosen_of(same.row)


def _again(same: GivenLately) -> dict[str, Any]:
    values = initial_of_own(same.row) if same.is_own else initial_of(same.row)
    kept = {name: value for name, value in values.items() if name not in _NEW_EACH_TIME}
    return kept | {"service": _chosen(same), "members": [str(one) for one in same.given_to]}


def _words(one: GivenLately) -> str:
    row = one.row
    if one.is_own:
        return str(row.offered.name)
    return service_words(row.record_type, row.type_provided, row.sub_type_provided)


def _page(
    request: Any,
    enrollment: Any,
    household: list[HouseholdMember],
    lately: list[GivenLately],
    form: ServiceForm,
) -> HttpResponse:
    offered = labels_of(form.offered)
    return enrollment_page(
        request,
        "services/record.html",
        enrollment,
        "services",
        household=household,
        form=form,
        lately=[(one, _words(one)) for one in lately if _chosen(one) in offered],
        left=all(member.left_on for member in household),
    )
