"""The bed board of a program. Actions: assign_bed, free_bed, close_bed, reserve_bed, take_back_bed; access: beds."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.beds import (
    OfflineReason,
    board,
    program,
    programs_with_beds,
    say_who_fits,
    why_unfit,
    without_bed,
)
from hearth.access.nights import NIGHT_BY_NIGHT
from hearth.access.viewer import Viewer, requires
from hearth.actions.assign_bed import assign_bed
from hearth.actions.beds_here import RIGHT
from hearth.actions.close_bed import close_bed, open_bed
from hearth.actions.free_bed import leave_bed
from hearth.actions.refusal import NotDone
from hearth.actions.reserve_bed import MOST_NIGHTS, end_reservation, reserve_bed
from hearth.actions.take_back_bed import take_back_bed
from hearth.ui import notices
from hearth.ui.forms import DateField

_STATES = ("free", "taken", "reserved", "offline")


class BedForm(forms.Form):
    """What is done with a bed. Which of the fields an act needs, the act says."""

    bed = forms.UUIDField(required=False)
    guest = forms.UUIDField(required=False)
    reason = forms.ChoiceField(choices=OfflineReason.choices, required=False)
    reservation = forms.UUIDField(required=False)
    first_night = DateField(label=gettext_lazy("First night"), required=False)
    nights = forms.IntegerField(min_value=1, max_value=MOST_NIGHTS, required=False)


@require_safe
@requires(RIGHT)
def boards(request: Any) -> HttpResponse:
    """List the programs that have beds. Where there is only one there is nothing to choose."""
    viewer: Viewer = request.viewer
    found = list(programs_with_beds(viewer)[:200])
    if len(found) == 1:
        return redirect("shelter:beds", found[0].pk)
    context = {"projects": found, "shows_agency": viewer.sees_community}
    return render(request, "shelter/boards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def beds(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show the beds as they are tonight, or do what a button (`do`) says with one."""
    viewer: Viewer = request.viewer
    project, on = program(viewer, project_id)
    if request.method == "POST":
        try:
            said, act = _do(viewer, project, on, request.POST)
        except NotDone as refusal:
            notices.refused(request, str(refusal))
        else:
            if said:
                notices.saved(request, said, reverse("shelter:take_back_bed", args=[act]) if act else "")
            else:
                notices.refused(request, _("Choose whom or why first. Nothing was changed."))
        return redirect("shelter:beds", project.pk)
    units = board(viewer, project, on)
    every = [one for _unit, found in units for one in found]
    guests = without_bed(viewer, project, on)
    say_who_fits(viewer, project, every, guests, on)
    context = {
        "project": project,
        "on": on,
        "units": units,
        "counts": {
            state: sum(one.state == state for one in every)
            for state in ("free", "taken", "reserved", "offline")
        },
        "guests": guests,
        "reasons": OfflineReason.choices,
        "free": [one.bed for one in every if one.state == "free"],
        "is_shelter": project.project_type == NIGHT_BY_NIGHT,
        "may_keep": viewer.may(RIGHT, project) and project.organization_id == viewer.organization.pk,
        "opens": viewer.may("find_client"),
    }
    return render(request, "shelter/beds.html", context)


@require_POST
@requires(RIGHT)
def take_back(request: Any, change_id: uuid.UUID) -> HttpResponse:
    """Undo what was just done with a bed, and show the board."""
    viewer: Viewer = request.viewer
    try:
        project = take_back_bed(viewer=viewer, change_id=change_id)
    except NotDone as refusal:
        notices.refused(request, str(refusal))
        return redirect("shelter:boards")
    notices.saved(request, _("It was taken back."))
    return redirect("shelter:beds", project.pk)


def _do(viewer: Viewer, project: Any, on: date, sent: Any) -> tuple[str, uuid.UUID | None]:
    """Do the act, say it, and give it where it can be taken back; nothing where something was not chosen."""
    form = BedForm(sent)
    given = form.cleaned_data if form.is_valid() else {}
    bed, guest = given.get("bed"), given.get("guest")
    about: dict[str, Any] = {"viewer": viewer, "project": project}
    act = sent.get("do", "")
    if act == "assign" and bed and guest:
        stay = assign_bed(**about, bed_id=bed, enrollment_id=guest, on=on)
        # Who had this very bed before keeps it: nothing was done.
        said = _with_warning(_("The bed is assigned."), why_unfit(viewer, project, bed, guest, on))
        return said, stay.change_id if stay.starts_on == on else None
    if act == "free" and bed:
        return _("The bed is free."), leave_bed(**about, bed_id=bed, on=on)
    if act == "close" and bed and given.get("reason"):
        offline = close_bed(viewer=viewer, bed_id=bed, reason=given["reason"], starts_on=on)
        return _("The bed is offline."), offline.change_id
    if act == "open" and bed:
        return _("The bed is back."), open_bed(viewer=viewer, bed_id=bed, on=on)
    if act == "reserve" and bed and guest:
        # Of those who are enrolled here; the reservation is the person's.
        enrollment = viewer.enrollments.filter(pk=guest, project=project).first()
        if enrollment is not None:
            nights = given.get("nights") or 1
            first = given.get("first_night") or on
            kept = reserve_bed(
                **about,
                bed_id=bed,
                client_id=enrollment.client_id,
                first_night=first,
                nights=nights,
                today=on,
            )
            said = _with_warning(_("The bed is reserved."), why_unfit(viewer, project, bed, guest, on))
            return said, kept.change_id
    if act in ("cancelled", "no_show") and given.get("reservation"):
        end_reservation(**about, reservation_id=given["reservation"], state=act)
        said = _("The reservation is cancelled.") if act == "cancelled" else _("Marked: did not come.")
        return said, None
    return "", None


def _with_warning(said: str, why: str) -> str:
    """Add why somebody does not fit: it was done all the same, and is undone beside it."""
    return f"{said} {_('But mind:')} {why}" if why else said
