"""The kiosk. Action: hearth/actions/check_in_at_kiosk.py; access: kiosk. It shows nothing of anybody."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.kiosk import RIGHT, checked_in_count, kiosk_shelter, kiosk_shelters
from hearth.access.nights import Shelter
from hearth.access.viewer import requires
from hearth.actions.check_in_at_kiosk import check_in_at_kiosk
from hearth.actions.refusal import NotDone
from hearth.ui import notices
from hearth.ui.forms import DateField


class _Scanned(forms.Form):
    """What was scanned or typed; the page's script adds the id of the tap."""

    identifier = forms.CharField(max_length=40)
    tap = forms.UUIDField(required=False)


class _Night(forms.Form):
    on = DateField()


@require_safe
@requires(RIGHT)
def choose(request: Any) -> HttpResponse:
    """Choose the shelter once. Where there is only one there is nothing to choose."""
    places = kiosk_shelters(request.viewer)
    if len(places) == 1:
        return redirect("kiosk:kiosk", places[0].project.pk)
    return render(request, "kiosk/choose.html", {"places": places})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def kiosk(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show the box and the number of the night (`on`), or check somebody in."""
    place = kiosk_shelter(request.viewer, project_id)
    on = _night(place, request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        context = {"place": place, "on": on, "count": checked_in_count(place, on)}
        return render(request, "kiosk/screen.html", context)
    is_done, said = _check_in(request, place, on)
    if "HTTP_X_TAP" in request.META:
        return JsonResponse({"done": is_done, "said": said, "count": checked_in_count(place, on)})
    (notices.saved if is_done else notices.refused)(request, said)
    back = redirect("kiosk:kiosk", place.project.pk)
    back["Location"] += f"?on={on.isoformat()}"
    return back


def _check_in(request: Any, place: Shelter, on: date) -> tuple[bool, str]:
    form = _Scanned(request.POST)
    if not form.is_valid():
        return False, _("Scan the card, or type the identifier.")
    tap = form.cleaned_data["tap"] or uuid.uuid4()
    try:
        check_in_at_kiosk(
            viewer=request.viewer,
            place=place,
            on=on,
            identifier=form.cleaned_data["identifier"],
            tap=tap,
        )
    except NotDone as refusal:
        return False, str(refusal)
    return True, _("Checked in")


def _night(place: Shelter, data: Any) -> date:
    """Read the night; what cannot be read, or is not open for taps, is tonight."""
    form = _Night(data)
    on: date = form.cleaned_data["on"] if form.is_valid() else place.tonight
    return on if place.first_night <= on <= place.tonight else place.tonight
