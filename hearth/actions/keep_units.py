"""Keep an agency's sites, buildings, units and beds, and when a bed cannot be slept in (PRODUCT.md N1, N6).

The numbers of an inventory (2.07) that has beds follow from them: whoever adds or takes out a bed changes the row.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.beds_here import taken
from hearth.actions.keep_program import RIGHT, keep_row, program_to_set_up
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.hud.standard import standard
from hearth.records import clock, guard
from hearth.records.models import (
    Bed,
    BedOffline,
    BedStay,
    Building,
    Dedicated,
    Inventory,
    Project,
    Site,
    Unit,
)
from hearth.records.program_rows import facts_of
from hearth.records.write import change, current
from hearth.rules.project import at_entry

MOST_BEDS: Final = 200


def add_unit(
    *,
    viewer: Viewer,
    project_id: uuid.UUID,
    inventory_id: uuid.UUID,
    site: str,
    building: str,
    name: str,
    beds: int,
    dedicated: str,
) -> Unit:
    """Add a unit with its beds; site and building are those of that name, or new.

    Raises PermissionDenied, NotVisible, NotDone for a name that is taken and for too many beds.
    """
    project = program_to_set_up(viewer, project_id)
    inventory = _inventory(viewer, project, inventory_id)
    if not 1 <= beds <= MOST_BEDS:
        raise NotDone([Problem(_("A unit has 1 to %(most)s beds.") % {"most": MOST_BEDS}, "units/beds")])
    with change(by=viewer.account, action="add_unit"):
        place = _building(project, site.strip(), building.strip())
        taken = guard.everything(Unit, "is the name of a unit taken").filter(
            building=place, date_deleted=None
        )
        if taken.filter(name=name.strip()).exists():
            text = _("There is a unit %(name)s in that building already.") % {"name": name}
            raise NotDone([Problem(text, "units/name")])
        unit = Unit.objects.create(project=project, building=place, name=name.strip(), change=current())
        for number in range(1, beds + 1):
            Bed.objects.create(
                unit=unit,
                inventory=inventory,
                name=str(number),
                dedicated=Dedicated(dedicated),
                change=current(),
            )
        _count_beds(viewer, inventory)
    return unit


def remove_unit(*, viewer: Viewer, unit_id: uuid.UUID) -> Unit:
    """Take a unit with its beds out of use. Raises PermissionDenied, NotVisible, NotDone."""
    rows = viewer.rows(Unit).filter(pk=unit_id)
    unit = rows.select_related("project__organization").first()
    if unit is None:
        raise NotVisible("There is no such unit.")
    program_to_set_up(viewer, unit.project_id)
    with change(by=viewer.account, action="remove_unit"):
        beds = viewer.rows(Bed).filter(unit=unit).select_related("inventory__project__organization")
        inventories = {bed.inventory_id: bed.inventory for bed in beds}
        stays = guard.everything(BedStay, "whether somebody sleeps in a unit").filter(
            bed__unit=unit, ends_on=None, date_deleted=None
        )
        if stays.exists():
            raise NotDone([Problem(_("Somebody sleeps in this unit. Move them first."), "units/taken")])
        guard.everything(Bed, "a unit goes with its beds").filter(unit=unit, date_deleted=None).update(
            date_deleted=clock.instant()
        )
        unit.date_deleted = clock.instant()
        unit.save(update_fields=["date_deleted"])
        for inventory in inventories.values():
            _count_beds(viewer, inventory)
    return unit


def take_offline(
    *,
    viewer: Viewer,
    bed_ids: Sequence[uuid.UUID],
    reason: str,
    note: str = "",
    starts_on: date,
    ends_on: date | None = None,
) -> list[BedOffline]:
    """Say that beds cannot be slept in, from a day and perhaps to one. Raises PermissionDenied, NotVisible, NotDone."""
    beds = [_bed(viewer, bed_id) for bed_id in bed_ids]
    if ends_on is not None and ends_on < starts_on:
        raise NotDone([Problem(_("The last day is before the first."), "units/offline_dates")])
    with change(by=viewer.account, action="take_bed_offline"):
        for bed in beds:
            _stop_if_taken(bed, starts_on, ends_on)
        return [
            BedOffline.objects.create(
                bed=bed, reason=reason, note=note, starts_on=starts_on, ends_on=ends_on, change=current()
            )
            for bed in beds
        ]


def bring_online(*, viewer: Viewer, bed_id: uuid.UUID, on: date) -> Bed:
    """Let a bed be slept in again from a day on. Raises as take_offline does."""
    bed = _bed(viewer, bed_id)
    rows = guard.everything(BedOffline, "since when is a bed offline").filter(bed=bed, date_deleted=None)
    row = rows.filter(starts_on__lte=on).exclude(ends_on__lt=on).first()
    if row is None:
        raise NotDone([Problem(_("This bed is not offline."), "units/offline")])
    with change(by=viewer.account, action="bring_bed_online"):
        if row.starts_on == on:
            row.date_deleted = clock.instant()
        else:
            row.ends_on = date.fromordinal(on.toordinal() - 1)
        row.save(update_fields=["date_deleted", "ends_on"])
    return bed


def may_take_offline(viewer: Viewer, project: Project) -> bool:
    """Say whether the viewer may take beds of a program offline: who sets it up, and who works in it."""
    return any(viewer.may(right, project) for right in (RIGHT, "ask_inventory", "take_attendance"))


def _bed(viewer: Viewer, bed_id: uuid.UUID) -> Bed:
    bed = viewer.rows(Bed).filter(pk=bed_id).select_related("unit__project").first()
    if bed is None:
        raise NotVisible("There is no such bed.")
    if not may_take_offline(viewer, bed.unit.project):
        raise PermissionDenied
    return bed


def _stop_if_taken(bed: Bed, starts_on: date, ends_on: date | None) -> None:
    """Refuse days on which the bed is offline already, or somebody sleeps there or is to. Only inside a change."""
    guard.everything(Bed, "a bed is locked while it goes offline").select_for_update(no_key=True).get(
        pk=bed.pk
    )
    stop_if(taken(bed, starts_on, ends_on))


def _inventory(viewer: Viewer, project: Project, inventory_id: uuid.UUID) -> Inventory:
    rows = viewer.rows(Inventory).filter(pk=inventory_id, project=project)
    row = rows.select_related("project__organization").first()
    if row is None:
        raise NotVisible("There is no such inventory.")
    return row


def _building(project: Project, site: str, building: str) -> Building:
    """Give the building of the agency by its names, made where there is none. Only inside a change."""
    if not site or not building:
        raise NotDone([Problem(_("Give the site and the building."), "units/place")])
    sites = guard.everything(Site, "an agency's sites by name").filter(date_deleted=None)
    at = sites.filter(organization=project.organization, name=site).first()
    at = at or Site.objects.create(organization=project.organization, name=site, change=current())
    buildings = guard.everything(Building, "a site's buildings by name").filter(date_deleted=None)
    found = buildings.filter(site=at, name=building).first()
    return found or Building.objects.create(site=at, name=building, change=current())


def _count_beds(viewer: Viewer, inventory: Inventory) -> None:
    """Let the numbers of an inventory be those of its beds. Only inside a change."""
    beds: Any = guard.everything(Bed, "the beds of an inventory are counted")
    found = list(beds.filter(inventory=inventory, date_deleted=None).values_list("dedicated", "unit_id"))
    columns = {one.database_name: one.name for one in standard().files["Inventory"].columns}
    said: dict[str, Any] = {
        columns[kind]: sum(dedicated == kind for dedicated, _unit in found) for kind in Dedicated.values
    }
    said |= {"BedInventory": len(found), "UnitInventory": len({unit for _kind, unit in found})}
    keep_row(viewer, inventory, said)
    stop_if(at_entry.stops(facts_of(inventory.project)))
