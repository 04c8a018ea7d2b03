"""Open a hidden record in an emergency. Action: hearth/actions/break_glass.py."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import requires
from hearth.actions.break_glass import break_glass
from hearth.actions.refusal import NotDone
from hearth.screens.privacy.form import EmergencyForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("break_glass")
def emergency(request: Any) -> HttpResponse:
    """Say what opening means, ask for the reason, and open the record for a while."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opening = break_glass(viewer=request.viewer, **form.cleaned_data)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The record is open to you for a while. The HMIS lead was told."))
            return redirect("client:client", opening.client_id)
    return render(request, "privacy/emergency.html", {"form": form})
