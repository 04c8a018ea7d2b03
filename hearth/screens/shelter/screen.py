"""Nightly attendance. Actions: hearth/actions/check_in.py, mark_absent.py; access: nights.

A tap is sent by hearth/ui/static/ui/attendance.js and answered by the lines that it changed. Without JavaScript the
same button sends the form, and the page comes back.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.nights import Shelter, guests_found, here_count, night_of, shelter, shelters
from hearth.access.search import find
from hearth.access.viewer import Viewer, requires
from hearth.actions.check_in import RIGHT, check_in, check_may, undo_check_in
from hearth.actions.mark_absent import mark_absent, undo_absent
from hearth.actions.refusal import NotDone
from hearth.screens.shelter.form import ABSENT, HERE, UNDO_HERE, NightForm, Tap, night_asked_for, taps_of
from hearth.ui import notices

_FOUND_AT_MOST = 12


@require_safe
@requires(RIGHT)
def programs(request: Any) -> HttpResponse:
    """List the shelters with tonight's numbers. Where there is only one there is nothing to choose."""
    viewer: Viewer = request.viewer
    found = shelters(viewer)
    if len(found) == 1:
        return redirect("shelter:night", found[0].project.pk)
    counts = here_count(viewer, found)
    rows = [(place, counts.get(place.project.pk, 0)) for place in found]
    return render(request, "shelter/programs.html", {"rows": rows, "shows_agency": viewer.sees_community})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def night(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show the lists of a night (`on`), or do what was tapped there."""
    viewer: Viewer = request.viewer
    place = shelter(viewer, project_id)
    if request.method != "POST":
        return _page(request, place, request.GET)
    on = night_asked_for(request.POST, place.tonight)
    taps = taps_of(request.POST)
    if not taps:
        check_may(viewer, place, on)
        return HttpResponseBadRequest(_("The tap did not say whom it is about. Reload the page."))
    refused: dict[uuid.UUID, str] = {}
    for tap in taps:
        try:
            _do(viewer, place, on, tap)
        except NotDone as refusal:
            refused |= dict.fromkeys(tap.about, str(refusal))
    if "HTTP_X_TAP" not in request.META:
        for line in dict.fromkeys(refused.values()):
            notices.refused(request, line)
        return redirect(_address(place, on))
    about = {enrollment_id for tap in taps for enrollment_id in tap.about}
    guests = guests_found(viewer, place, on, enrollment_ids=about)
    for guest in guests:
        guest.refused = refused.get(guest.enrollment.pk, "")
    here = here_count(viewer, [place], on).get(place.project.pk, 0)
    return render(
        request, "shelter/tapped.html", {"guests": guests, "here": here, "may_tap": True, **_links(viewer)}
    )


@require_POST
@requires(RIGHT)
def find_guest(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Look for somebody who is not on the lists: what is typed stands in no address."""
    viewer: Viewer = request.viewer
    place = shelter(viewer, project_id)
    on = night_asked_for(request.POST, place.tonight)
    if not viewer.may("find_client"):
        raise PermissionDenied
    words = " ".join(request.POST.get("q", "").split())
    finding = find(viewer, words)
    clients = finding.clients[:_FOUND_AT_MOST]
    guests = guests_found(viewer, place, on, client_ids=[one.pk for one in clients])
    shown = {guest.enrollment.client_id for guest in guests}
    context = {
        "words": words,
        "finding": finding,
        "more": len(finding.found) > _FOUND_AT_MOST or finding.has_more,
        "households": _households(guests),
        "not_enrolled": [one for one in clients if one.pk not in shown],
        "place": place,
        "on": on,
        "may_tap": _may_tap(viewer, place, on),
        **_links(viewer),
    }
    if request.htmx:
        return render(request, "shelter/found.html", context)
    return _page(request, place, request.POST, context)


def _do(viewer: Viewer, place: Shelter, on: Any, tap: Tap) -> None:
    about: dict[str, Any] = {"viewer": viewer, "place": place, "on": on}
    if tap.what == HERE:
        check_in(**about, enrollment_ids=tap.about, tap=tap.id)
        return
    for enrollment_id in tap.about:
        if tap.what == ABSENT:
            mark_absent(**about, enrollment_id=enrollment_id, tap=tap.id)
        elif tap.what == UNDO_HERE:
            undo_check_in(**about, enrollment_id=enrollment_id)
        else:
            undo_absent(**about, enrollment_id=enrollment_id)


def _page(request: Any, place: Shelter, asked: Any, context: dict[str, Any] | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer
    on = night_asked_for(asked, place.tonight)
    told = night_of(viewer, place, on)
    return render(
        request,
        "shelter/night.html",
        {
            "place": place,
            "project": place.project,
            "on": on,
            "night": told,
            "before": on - timedelta(days=1),
            "after": on + timedelta(days=1) if on < place.tonight else None,
            "form": NightForm(initial={"on": on}),
            "may_tap": _may_tap(viewer, place, on),
            "finds_clients": viewer.may("find_client"),
            "found": context is not None,
            **_links(viewer),
            **(context or {}),
        },
    )


def _links(viewer: Viewer) -> dict[str, bool]:
    """Say where a guest's name leads: nowhere for who may only take attendance."""
    return {"opens": viewer.may("find_client"), "enrolls": viewer.may("enroll_household")}


def _may_tap(viewer: Viewer, place: Shelter, on: Any) -> bool:
    try:
        check_may(viewer, place, on)
    except PermissionDenied:
        return False
    return True


def _households(guests: list[Any]) -> list[list[Any]]:
    """Put the members of a household beside each other: they come in together."""
    found: dict[Any, list[Any]] = {}
    for guest in guests:
        found.setdefault((guest.enrollment.source_id, guest.enrollment.household_id), []).append(guest)
    return list(found.values())


def _address(place: Shelter, on: Any) -> str:
    return f"{reverse('shelter:night', args=[place.project.pk])}?on={on.isoformat()}"
