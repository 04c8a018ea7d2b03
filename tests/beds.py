"""Beds for tests: a site, a building, a dormitory of a program, and beds in it."""

import uuid
from datetime import date, datetime

from hearth.records.models import Bed, Building, Inventory, Project, Site, Unit
from hearth.records.write import change
from tests.community import COC_CODE, Community


def add_beds(community: Community, project: Project, count: int) -> list[Bed]:
    """Store so many beds of a program, counted in an inventory row of their own."""
    entered = datetime(2026, 1, 2, 8, 30)
    with change(by=None, action="add_beds") as signed:
        site = Site.objects.create(
            organization=project.organization, name=f"Site {uuid.uuid4().hex[:6]}", change=signed
        )
        building = Building.objects.create(site=site, name="Main house", change=signed)
        unit = Unit.objects.create(building=building, project=project, name="Dormitory", change=signed)
        inventory = Inventory.objects.create(
            project=project,
            coc_code=COC_CODE,
            household_type=1,
            availability=1,
            unit_inventory=count,
            bed_inventory=count,
            inventory_start_date=date(2020, 1, 1),
            source=community.source,
            hud_id=uuid.uuid4().hex,
            change=signed,
            user=None,
            date_created=entered,
            date_updated=entered,
        )
        return [
            Bed.objects.create(unit=unit, inventory=inventory, name=f"{number + 1}", change=signed)
            for number in range(count)
        ]
