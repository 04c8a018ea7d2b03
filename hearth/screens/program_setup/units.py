"""The units and beds of a program, and what each is today. Action: hearth/actions/keep_units.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.programs import bed_in_sight, unit_board, unit_in_sight
from hearth.access.viewer import Viewer, requires
from hearth.actions.close_bed import close_bed, may_close_bed, open_bed
from hearth.actions.keep_program import PARTS, RIGHT
from hearth.actions.keep_units import add_unit, remove_unit
from hearth.actions.refusal import NotDone
from hearth.hud.words import words_for
from hearth.screens.program_setup.forms import OfflineForm, UnitForm, choices_of
from hearth.ui import notices


@require_safe
@requires("see_programs")
def board(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Show every unit with its beds."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    lines = unit_board(viewer, project, viewer.today)
    beds = [bed for line in lines for bed in line.beds]
    offline = sum(bed.offline is not None for bed in beds)
    return render(
        request,
        "program_setup/units.html",
        {
            "project": project,
            "lines": lines,
            "beds": len(beds),
            "offline": offline,
            "taken": sum(bed.is_taken for bed in beds),
            "may_keep": viewer.may(RIGHT, project),
            "may_close_bed": may_close_bed(viewer, project),
            "tab": "units",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add(request: Any, project_id: uuid.UUID) -> HttpResponse:
    """Ask for a unit with its beds. The site and building of the last one are offered again."""
    viewer: Viewer = request.viewer
    project = viewer.project(project_id)
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    rows: Any = viewer.rows(PARTS["inventory"])
    inventories = choices_of(rows.filter(project=project).order_by("inventory_start_date", "pk"), _told)
    initial = {name: request.session.get(f"unit_{name}", "") for name in ("site", "building")}
    form = UnitForm(request.POST or None, inventories=inventories, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            unit = add_unit(
                viewer=viewer,
                project_id=project.pk,
                inventory_id=uuid.UUID(said["inventory"]),
                **{name: said[name] for name in ("site", "building", "name", "beds", "dedicated")},
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            request.session["unit_site"], request.session["unit_building"] = said["site"], said["building"]
            notices.saved(request, _("Unit %(unit)s was added.") % {"unit": unit.name})
            again = request.POST.get("do") == "another"
            return redirect("program_setup:add_unit" if again else "program_setup:units", project.pk)
    return render(
        request,
        "program_setup/unit.html",
        {"form": form, "project": project, "has_inventory": bool(inventories)},
    )


@require_POST
@requires(RIGHT)
def take_out(request: Any, unit_id: uuid.UUID) -> HttpResponse:
    """Take a unit with its beds out of use."""
    viewer: Viewer = request.viewer
    unit = unit_in_sight(viewer, unit_id)
    try:
        remove_unit(viewer=viewer, unit_id=unit_id)
    except NotDone as refusal:
        notices.refused(request, " ".join(problem.message for problem in refusal.problems))
    else:
        notices.saved(request, _("Unit %(unit)s was taken out.") % {"unit": unit.name})
    return redirect("program_setup:units", unit.project_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def offline(request: Any, bed_id: uuid.UUID) -> HttpResponse:
    """Ask why and how long a bed cannot be slept in."""
    viewer: Viewer = request.viewer
    bed = bed_in_sight(viewer, bed_id)
    if not may_close_bed(viewer, bed.unit.project):
        raise PermissionDenied
    form = OfflineForm(request.POST or None, initial={"starts_on": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            close_bed(viewer=viewer, bed_id=bed.pk, **form.cleaned_data)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The bed is offline."))
            return redirect("program_setup:units", bed.unit.project_id)
    return render(
        request, "program_setup/offline.html", {"form": form, "bed": bed, "project": bed.unit.project}
    )


@require_POST
@requires("see_programs")
def online(request: Any, bed_id: uuid.UUID) -> HttpResponse:
    """Let a bed be slept in again from today."""
    viewer: Viewer = request.viewer
    bed = bed_in_sight(viewer, bed_id)
    try:
        open_bed(viewer=viewer, bed_id=bed_id, on=viewer.today)
    except NotDone as refusal:
        notices.refused(request, " ".join(problem.message for problem in refusal.problems))
    else:
        notices.saved(request, _("The bed can be slept in again."))
    return redirect("program_setup:units", bed.unit.project_id)


def _told(row: Any) -> str:
    kind = words_for("Inventory", "HouseholdType", row.household_type)
    beds = _("%(beds)s beds") % {"beds": row.bed_inventory}
    return f"{kind}, {row.coc_code}, {beds}"
