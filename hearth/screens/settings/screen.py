"""The settings of a place, and the form of one. Actions: keep_setting, drop_setting."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.caller import address_of
from hearth.access.settings_here import ELSEWHERE, GROUPS, Held, Place, default_of, places, settings_here
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_setting import drop_setting, keep_setting
from hearth.actions.refusal import NotDone
from hearth.screens.settings.form import SettingForm
from hearth.screens.settings.words import place_words, source_words, value_words
from hearth.ui import notices

RIGHT = "manage_settings"


@require_safe
@requires(RIGHT)
def listing(request: Any) -> HttpResponse:
    """Show every setting that can be made at a place, in groups, with what holds there."""
    viewer: Viewer = request.viewer
    offered = places(viewer)
    place = _chosen(offered, request.GET.get("place", ""))
    held = settings_here(place)
    groups = [
        (_(name), [_described(held[told.key]) for told in group if told.key in held])
        for name, group in GROUPS.items()
    ]
    return render(
        request,
        "settings/list.html",
        {
            "place": place,
            "place_name": place_words(place),
            "places": [(one.key, place_words(one)) for one in offered],
            "groups": [(name, rows) for name, rows in groups if rows],
            "elsewhere": [(_(one.label), reverse(one.page)) for one in ELSEWHERE.values() if one.page],
            "query": _query(place),
            "zone": viewer.zone,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def one(request: Any, key: str) -> HttpResponse:
    """Show one setting of a place with its form; a POST keeps it."""
    viewer: Viewer = request.viewer
    place = _chosen(places(viewer), request.GET.get("place", ""))
    held = _held(place, key)
    form = SettingForm(held, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keep_setting(
                by=viewer,
                key=key,
                value=form.cleaned_data["value"],
                coc_code=place.coc_code,
                organization=place.organization,
                address=address_of(request),
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(
                request, _("%(setting)s: saved. It holds at once.") % {"setting": _(held.told.label)}
            )
            return _back(place)
    return render(
        request,
        "settings/one.html",
        {
            **_described(held),
            "form": form,
            "warning": _(held.told.warning) if held.told.warning else "",
            "default": value_words(held.told, default_of(key)),
            "place_name": place_words(place),
            "query": _query(place),
            "zone": viewer.zone,
        },
    )


@require_POST
@requires(RIGHT)
def drop(request: Any, key: str) -> HttpResponse:
    """Take the value of a place away, so that the wider one or the default holds again."""
    place = _chosen(places(request.viewer), request.GET.get("place", ""))
    held = _held(place, key)
    words = {"setting": _(held.told.label)}
    try:
        done = drop_setting(
            by=request.viewer,
            key=key,
            coc_code=place.coc_code,
            organization=place.organization,
            address=address_of(request),
        )
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        if done:
            notices.saved(request, _("%(setting)s: taken away here. The wider value holds again.") % words)
    return _back(place)


def _chosen(offered: list[Place], key: str) -> Place:
    """Give the place that is named, or the widest of the viewer. Raises PermissionDenied for another one."""
    found = next((place for place in offered if key in ("", place.key)), None)
    if found is None:
        raise PermissionDenied
    return found


def _held(place: Place, key: str) -> Held:
    found = settings_here(place).get(key)
    if found is None:
        raise Http404
    return found


def _described(held: Held) -> dict[str, Any]:
    return {
        "held": held,
        "label": _(held.told.label),
        "help": _(held.told.help),
        "value": value_words(held.told, held.value),
        "source": source_words(held),
    }


def _query(place: Place) -> str:
    return urlencode({"place": place.key})


def _back(place: Place) -> HttpResponse:
    response = redirect("settings:list")
    response["Location"] += f"?{_query(place)}"
    return response
