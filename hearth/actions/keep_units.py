"""Keep an agency's sites, buildings, units and beds, and what is in them (PRODUCT.md N1).

The numbers of an inventory (2.07) that has beds follow from them: whoever adds or takes out a bed changes the row.
"""

import uuid
from typing import Any, Final

from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_program import keep_row, program_to_set_up
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.hud.standard import standard
from hearth.records import clock, guard
from hearth.records.models import (
    Bed,
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
