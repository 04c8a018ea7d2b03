"""Where a client can be found, as a list and on a map. Action: hearth/actions/keep_location.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.record_pieces import locations_of, own_stays
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_location import keep_location, make_current
from hearth.actions.pieces import may_delete
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.locations.form import LocationForm
from hearth.screens.locations.tiles import map_file
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("keep_locations")
def locations(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the places, and keep one. `?stay=` chooses the enrollment beforehand."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "locations")
    stays = own_stays(viewer, client)
    form = LocationForm(
        request.POST if request.method == "POST" else None,
        stays={str(one.pk): f"{one.project.project_name}, {one.entry_date}" for one in stays},
        initial={"on": viewer.today, "stay": request.GET.get("stay", ""), "is_current": True},
    )
    if request.method == "POST" and form.is_valid():
        stay = next((one for one in stays if str(one.pk) == form.cleaned_data.get("stay")), None)
        try:
            kept = keep_location(viewer=viewer, client=client, located=form.located(), enrollment=stay)
        except NotDone as refusal:
            for problem in refusal.problems:
                form.add_error("place", problem.message)
        else:
            undo = reverse("deleted:delete", args=["location", kept.pk])
            notices.saved(request, _("The location was kept."), undo)
            return redirect("locations:client", client.pk)
    found = locations_of(viewer, client)
    for one in found:
        one.may_delete = may_delete(viewer, "location", one)
        one.is_own = one.organization_id == viewer.organization.pk
    answer = client_page(
        request,
        "locations/screen.html",
        client,
        "locations",
        form=form,
        locations=found,
        has_points=any(one.latitude is not None for one in found),
        tiles=reverse("locations:map") if map_file() else "",
    )
    # The one page that may ask the device where it is, and only when somebody presses the button.
    answer["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
    return answer


@require_POST
@requires("keep_locations")
def current(request: Any, location_id: uuid.UUID) -> HttpResponse:
    """Say whether the client is to be found at a place now."""
    is_current = request.POST.get("current") == "yes"
    kept = make_current(viewer=request.viewer, location_id=location_id, current=is_current)
    notices.saved(
        request, _("This is the current location.") if is_current else _("No longer the current location.")
    )
    return redirect("locations:client", kept.client_id)
