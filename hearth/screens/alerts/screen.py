"""Alerts on a client's record. Action: hearth/actions/raise_alert.py."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.record_pieces import alerts_of, settings_of_pieces
from hearth.access.viewer import Viewer, requires
from hearth.actions.pieces import may_delete
from hearth.actions.raise_alert import raise_alert
from hearth.actions.refusal import NotDone
from hearth.screens.alerts.form import AlertForm
from hearth.screens.client_frame import client_page
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("raise_alerts")
def alerts(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the alerts, those that are over too, and raise one."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "alerts")
    days = settings_of_pieces(viewer, "alert_days")["alert_days"]
    form = AlertForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": viewer.today, "ends_on": viewer.today + timedelta(days=days)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            alert = raise_alert(viewer=viewer, client=client, **form.cleaned_data)
        except NotDone as refusal:
            for problem in refusal.problems:
                form.add_error("ends_on", problem.message)
        else:
            undo = reverse("deleted:delete", args=["alert", alert.pk])
            notices.saved(request, _("The alert stands on every page of this client."), undo)
            return redirect("alerts:client", client.pk)
    found = alerts_of(viewer, client)
    for one in found:
        one.may_delete = may_delete(viewer, "alert", one)
        one.is_over = one.ends_on < viewer.today
    return client_page(
        request,
        "alerts/screen.html",
        client,
        "alerts",
        form=form,
        alerts=found,
        is_confidential=viewer.organization.is_confidential,
    )
