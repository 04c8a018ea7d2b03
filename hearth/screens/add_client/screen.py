"""Add a client: after a search only, with likely duplicates while typing. Action: hearth/actions/create_client.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.likely_same import Likely
from hearth.access.reasons import reason_words
from hearth.access.release_required import release_missing
from hearth.access.viewer import Viewer, requires
from hearth.actions.client_profile import fitted
from hearth.actions.create_client import (
    DIFFERENT,
    LIKELY,
    alike,
    create_client,
    create_unnamed_client,
)
from hearth.actions.refusal import NotDone
from hearth.rules.client.age import age_on
from hearth.screens.add_client.brought import brought
from hearth.screens.add_client.form import ReleaseAnswer, UnnamedForm
from hearth.screens.kept_search import kept
from hearth.screens.profile_form import ProfileForm
from hearth.ui import notices

# What is looked at while it is typed.
_TELLING = ("FirstName", "LastName", "NameSuffix", "DOB", "SSN")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("create_client")
def add(request: Any) -> HttpResponse:
    """Show the form with what was searched for, or save. Who did not search yet is led to the search."""
    viewer: Viewer = request.viewer
    starts = request.method == "POST" and request.POST.get("do") == "start"
    if request.method != "POST" or starts:
        words = request.POST.get("q", "") if starts else kept(request, request.GET.get("search", ""))
        if not words.strip():
            notices.refused(request, _("Search first: the person may be on file under another spelling."))
            return redirect("find_client:find")
        return _page(request, _form(viewer, words=words))
    form = _form(viewer, data=request.POST)
    is_valid = form.form.is_valid()
    if is_valid:
        return _save(request, form)
    return _page(request, form)


@require_POST
@requires("create_client")
def likely(request: Any) -> HttpResponse:
    """Show who may be the person that is being typed: a part of the form's page, asked for while one types."""
    form = _form(request.viewer, data=request.POST)
    form.form.is_valid()
    found = alike(request.viewer, fitted(form.so_far()))
    return render(request, "add_client/alike.html", _told(request.viewer, found))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("create_client")
def unnamed(request: Any) -> HttpResponse:
    """Add somebody without a name: a description, and perhaps where and when they were met."""
    viewer: Viewer = request.viewer
    form = UnnamedForm(request.POST or None, initial={"met_on": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            client = create_unnamed_client(viewer=viewer, **form.cleaned_data)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Added. When you learn the name, edit the profile."))
            return redirect("client:client", client.pk)
    return render(request, "add_client/unnamed.html", {"form": form})


def _form(viewer: Viewer, *, data: Any = None, words: str = "") -> ProfileForm:
    form = ProfileForm(viewer, data=data, brought=brought(words))
    if release_missing(viewer, answered=False, is_private=viewer.organization.is_confidential):
        ReleaseAnswer.ask(form.form)
    for column in _TELLING:
        widget = form.form.fields[f"Client_{column}"].widget
        widget.attrs["data-telling"] = "yes"
    return form


def _save(request: Any, form: ProfileForm) -> HttpResponse:
    viewer: Viewer = request.viewer
    because = request.POST.get("different", "")
    release = ReleaseAnswer.said(form.form, viewer.today)
    try:
        client = create_client(
            viewer=viewer, profile=form.profile(), different_because=because, release=release
        )
    except NotDone as refusal:
        if any(problem.rule == LIKELY for problem in refusal.problems):
            return _page(request, form, stops=True)
        form.refuse(refusal)
        return _page(request, form)
    open_questions = form.still_asked()
    text = _("Added. Still to be asked: %(list)s") % {"list": "; ".join(open_questions)}
    notices.saved(request, text if open_questions else _("Added."))
    if family := _into_family(request):
        return redirect(f"{reverse('family:family', args=[family])}?add={client.pk}")
    return redirect("client:client", client.pk)


def _into_family(request: Any) -> uuid.UUID | None:
    """Give the client whose family page led here, so that the way back is there again."""
    try:
        return uuid.UUID(request.POST.get("into_family", ""))
    except ValueError:
        return None


def _page(request: Any, form: ProfileForm, *, stops: bool = False) -> HttpResponse:
    viewer: Viewer = request.viewer
    found = alike(viewer, fitted(form.so_far()))
    return render(
        request,
        "add_client/screen.html",
        {
            "profile": form,
            "stops": stops,
            "stopping": _rows(viewer, [one for one in found if one.stops]) if stops else [],
            "reasons": [(number, key, _(words)) for number, (key, words) in enumerate(DIFFERENT.items(), 1)],
            "different": request.POST.get("different", "") if not stops else "",
            "into_family": _into_family(request),
            "asks_release": "permission" in form.form.fields,
            **_told(viewer, found),
        },
    )


def _told(viewer: Viewer, found: list[Likely]) -> dict[str, Any]:
    return {
        "alike": _rows(viewer, found),
        "hidden": any(one.client is None for one in found),
        "may_break_glass": viewer.may("break_glass"),
    }


def _rows(viewer: Viewer, found: list[Likely]) -> list[dict[str, Any]]:
    return [
        {
            "client": one.client,
            "age": age_on(viewer.today, one.client.dob),
            "reasons": reason_words(one.reasons),
            "very_likely": one.stops,
        }
        for one in found
        if one.client is not None
    ]
