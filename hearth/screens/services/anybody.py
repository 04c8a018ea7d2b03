"""Record a service that needs no enrollment. Action: hearth/actions/record_service_without_enrollment.py."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hearth.access.people_with import people_with
from hearth.access.services_offered import ServicesOffered, offered_to_anybody
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_service_without_enrollment import record_service_without_enrollment
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.services.form import Recipient, ServiceForm, day_of, labels_of
from hearth.screens.services.own_form import given_here
from hearth.screens.services.screen import asks_details, say_done, typed


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def record(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what the agency gives to anybody, ask for the details of what was chosen (`do=details`), or save."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "services")
    own = offered_to_anybody(viewer, day_of(request.POST, viewer.today))
    offered = ServicesOffered(own=own, on_some_day=bool(own))
    recipients = _recipients([client, *people_with(viewer, client)])
    make = partial(ServiceForm, recipients=recipients, offered=offered, today=viewer.today)
    chosen = request.POST.get("service", "")
    if request.method != "POST":
        # Where there is one service only, there is nothing to choose.
        only = next(iter(labels_of(offered))) if len(own) == 1 else ""
        form = make(chosen=only, initial={"service": only})
    elif asks_details(request):
        form = make(chosen=chosen, initial=typed(request.POST))
    else:
        form = make(request.POST, chosen=chosen)
        if form.is_valid():
            try:
                made = record_service_without_enrollment(
                    viewer=viewer,
                    clients=form.given_to() if recipients else [client],
                    offered=form.own_service(),
                    given=given_here(form.cleaned_data),
                )
            except NotDone as refusal:
                form.refuse(refusal)
            else:
                undo = reverse("client:take_back", args=[client.pk, made[0].change_id])
                say_done(request, labels_of(offered)[chosen], len(made), undo)
                return redirect("client:services", client.pk)
    return client_page(request, "services/anybody.html", client, form=form)


def _recipients(people: list[Any]) -> list[Recipient]:
    """Give who may be ticked: nobody for somebody who is alone. Beforehand only the client is, who is there.

    A family may still name who left it in fear: a service that is put down for them by mistake tells them of the place.
    """
    if len(people) == 1:
        return []
    return [
        Recipient(str(one.pk), person_name(one), one, is_ticked=place == 0)
        for place, one in enumerate(people)
    ]
