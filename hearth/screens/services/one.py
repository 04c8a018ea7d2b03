"""Correct one service where it is seen. Actions: hearth/actions/record_service.py, hearth/actions/stay_records.py."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.services_offered import services_offered
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_service import correct_service
from hearth.actions.refusal import NotDone
from hearth.actions.stay_records import may_delete_record, own_record
from hearth.screens.client_frame import client_page
from hearth.screens.services.form import ServiceForm, chosen_of, day_of, initial_of
from hearth.screens.services.screen import asks_details, typed
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def correct(request: Any, service_id: uuid.UUID) -> HttpResponse:
    """Show the service, ask for the details of another one that was chosen (`do=details`), or save."""
    viewer: Viewer = request.viewer
    service = own_record(viewer, "service", service_id)
    client = viewer.client(service.client_id, "services")
    day = day_of(request.POST, service.date_provided)
    offered = services_offered(viewer, service.enrollment.project, day, instead_of=service)
    make = partial(ServiceForm, recipients=(), offered=offered, today=viewer.today)
    chosen = request.POST.get("service", chosen_of(service))
    if request.method != "POST":
        form = make(chosen=chosen, initial=initial_of(service))
    elif asks_details(request):
        form = make(chosen=chosen, initial=typed(request.POST))
    else:
        form = make(request.POST, chosen=chosen)
        if form.is_valid():
            try:
                correct_service(
                    viewer=viewer, service_id=service.pk, given=form.given(), on=form.cleaned_data["on"]
                )
            except NotDone as refusal:
                form.refuse(refusal)
            else:
                notices.saved(request, _("The service was corrected. What stood there before is kept."))
                return redirect("client:services", client.pk)
    return client_page(
        request,
        "services/correct.html",
        client,
        form=form,
        service=service,
        project=service.enrollment.project,
        may_delete=may_delete_record(viewer, "service", service),
    )
