"""Correct or end a service of the agency's own. Action: hearth/actions/record_local_service.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.actions.pieces import may_delete, own_piece
from hearth.actions.record_local_service import correct_local_service
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.services.own_form import OwnServiceForm, given_here
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_service")
def correct(request: Any, local_service_id: uuid.UUID) -> HttpResponse:
    """Show what was recorded, and save what is corrected."""
    viewer: Viewer = request.viewer
    service = own_piece(viewer, "local_service", local_service_id)
    client = viewer.client(service.client_id, "services")
    form = OwnServiceForm(request.POST if request.method == "POST" else None, service=service)
    if request.method == "POST" and form.is_valid():
        try:
            given = given_here(form.cleaned_data)
            correct_local_service(viewer=viewer, service_id=service.pk, given=given)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The service was corrected. What stood there before is kept."))
            return redirect("client:services", client.pk)
    return client_page(
        request,
        "services/correct_own.html",
        client,
        form=form,
        service=service,
        may_delete=may_delete(viewer, "local_service", service),
    )
