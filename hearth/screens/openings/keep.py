"""Post, change, withdraw and fill openings.

Actions: post_opening, change_opening, withdraw_opening, fill_opening in hearth/actions.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access import openings
from hearth.access.openings import WithdrawnFor
from hearth.access.viewer import Viewer, requires
from hearth.actions.change_opening import change_opening
from hearth.actions.fill_opening import empty_place, fill_opening
from hearth.actions.openings_here import RIGHT, Offered
from hearth.actions.post_opening import post_opening
from hearth.actions.refusal import NotDone
from hearth.actions.withdraw_opening import offer_again, withdraw_opening
from hearth.screens.openings.form import OpeningForm
from hearth.ui import notices


class _HouseholdForm(forms.Form):
    enrollment = forms.UUIDField()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def post(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Ask what is offered, and post it."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    form = _form(request, project, {"starts_on": viewer.today, "places": 1})

    def save(offered: Offered) -> Any:
        return post_opening(viewer=viewer, project_id=project.pk, offered=offered, address_of=_address)

    if made := _saved(form, save):
        text = _("The opening is posted. Who matches clients is told.")
        notices.saved(request, text, reverse("openings:withdraw", args=[made.pk]))
        return redirect("openings:program", project.pk)
    return render(request, "openings/form.html", {"form": form, "project": project, "one": None})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change(request: Any, opening_id: uuid.UUID) -> HttpResponse:
    """Ask what is offered now."""
    viewer: Viewer = request.viewer
    one = openings.opening(viewer, opening_id)
    if not viewer.may(RIGHT, one.project):
        raise PermissionDenied
    form = _form(request, one.project, {name: getattr(one, name) for name in OpeningForm.base_fields})

    def save(offered: Offered) -> Any:
        # Whom no unit was shown, changes none.
        kept = offered if "unit_id" in form.fields else replace(offered, unit_id=one.unit_id)
        return change_opening(viewer=viewer, opening_id=one.pk, offered=kept)

    if _saved(form, save):
        notices.saved(request, _("The opening is changed."))
        return redirect("openings:opening", one.pk)
    return render(request, "openings/form.html", {"form": form, "project": one.project, "one": one})


@require_POST
@requires(RIGHT)
def withdraw(request: Any, opening_id: uuid.UUID) -> HttpResponse:
    """Withdraw an opening. Without a reason it was posted by mistake: so says the undo of posting it."""
    reason = request.POST.get("reason", WithdrawnFor.MISTAKE)
    if reason not in WithdrawnFor.values:
        notices.refused(request, _("Choose why. Nothing was changed."))
        return redirect("openings:opening", opening_id)

    def act() -> None:
        withdraw_opening(viewer=request.viewer, opening_id=opening_id, reason=reason)

    undo = reverse("openings:offer_again", args=[opening_id])
    return _done(request, opening_id, act, _("The opening is withdrawn."), undo)


@require_POST
@requires(RIGHT)
def again(request: Any, opening_id: uuid.UUID) -> HttpResponse:
    """Offer a withdrawn opening again."""

    def act() -> None:
        offer_again(viewer=request.viewer, opening_id=opening_id)

    return _done(request, opening_id, act, _("The opening is offered again."))


@require_POST
@requires(RIGHT)
def fill(request: Any, opening_id: uuid.UUID) -> HttpResponse:
    """Let a household that is enrolled have taken a place."""
    form = _HouseholdForm(request.POST)
    if not form.is_valid():
        # Who asks for an opening that is not theirs hears that, and not what was not chosen.
        openings.opening(request.viewer, opening_id)
        notices.refused(request, _("Choose the household. Nothing was changed."))
        return redirect("openings:opening", opening_id)
    enrollment_id = form.cleaned_data["enrollment"]

    def act() -> None:
        fill_opening(viewer=request.viewer, opening_id=opening_id, enrollment_id=enrollment_id)

    undo = reverse("openings:empty", args=[opening_id, enrollment_id])
    return _done(request, opening_id, act, _("The household has the place."), undo)


@require_POST
@requires(RIGHT)
def empty(request: Any, opening_id: uuid.UUID, enrollment_id: uuid.UUID) -> HttpResponse:
    """Take back that a household took a place."""

    def act() -> None:
        empty_place(viewer=request.viewer, opening_id=opening_id, enrollment_id=enrollment_id)

    return _done(request, opening_id, act, _("The place is open again."))


def _form(request: Any, project: Any, initial: dict[str, Any]) -> OpeningForm:
    units = openings.units_of(request.viewer, project)
    return OpeningForm(request.POST if request.method == "POST" else None, units=units, initial=initial)


def _saved(form: OpeningForm, save: Callable[[Offered], Any]) -> Any:
    """Do it with what the form says; None where there is nothing to do or it was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return save(form.offered())
    except NotDone as refusal:
        form.refuse(refusal)
        return None


def _done(
    request: Any, opening_id: uuid.UUID, act: Callable[[], None], said: str, undo: str = ""
) -> HttpResponse:
    """Do it, say it or why not, and show the opening."""
    try:
        act()
    except NotDone as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, said, undo)
    return redirect("openings:opening", opening_id)


def _address(opening: Any) -> str:
    return reverse("openings:opening", args=[opening.pk])
