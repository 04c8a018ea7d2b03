"""What describes a program, for the world of permission tests: a grant, a unit, a service, a request, an opening."""

from datetime import date
from typing import Any

from hearth.actions.close_bed import close_bed
from hearth.records import clock
from hearth.records.models import (
    Account,
    Bed,
    Building,
    Funder,
    Inventory,
    InventoryRequest,
    Opening,
    PlaceTaken,
    ServiceOffered,
    Site,
    Unit,
)
from hearth.records.write import change
from tests.community import Community, viewer_for

_FROM = date(2026, 1, 1)


def described_by(made: Community, project: Any, stay: Any, account: Account) -> dict[str, Any]:
    """Store them for a program and give what addresses are filled with.

    `stay` took a place of the opening; `account` put the bed offline, so that there is an act to take back.
    """
    with change(by=None, action="describe_program") as signed:
        born = {
            "source": made.source,
            "hud_id": project.hud_id[:20] + "d",
            "change": signed,
            "date_created": clock.now(),
            "date_updated": clock.now(),
            "project": project,
        }
        grant = Funder.objects.create(funder=46, other_funder="City", start_date=_FROM, **born)
        inventory = Inventory.objects.create(
            coc_code=made.coc.code,
            household_type=1,
            bed_inventory=1,
            unit_inventory=1,
            other_bed_inventory=1,
            inventory_start_date=_FROM,
            **born,
        )
        site = Site.objects.create(organization=project.organization, name="Main", change=signed)
        building = Building.objects.create(site=site, name="A", change=signed)
        unit = Unit.objects.create(building=building, project=project, name="101", change=signed)
        bed = Bed.objects.create(unit=unit, inventory=inventory, name="1", change=signed)
        offer = ServiceOffered.objects.create(
            organization=project.organization, project=project, category="Meals", name="Supper", change=signed
        )
        request = InventoryRequest.objects.create(
            project=project,
            inventory=inventory,
            proposed={},
            starts_on=_FROM,
            reason="More beds",
            asked_by=made.personas["agency_manager"],
            asked_at=clock.instant(),
            change=signed,
        )
        opening = Opening.objects.create(project=project, places=2, starts_on=_FROM, change=signed)
        PlaceTaken.objects.create(
            opening=opening,
            client_id=stay.client_id,
            enrollment=stay,
            organization=project.organization,
            change=signed,
        )
    offline = close_bed(viewer=viewer_for(account), bed_id=bed.pk, reason="repair", starts_on=_FROM)
    return {
        "organization_id": project.organization_id,
        "part": "funder",
        "program_setup:described_id": grant.pk,
        "inventory_id": inventory.pk,
        "site_id": site.pk,
        "unit_id": unit.pk,
        "bed_id": bed.pk,
        "offer_id": offer.pk,
        "request_id": request.pk,
        "shelter:change_id": offline.change_id,
        "opening_id": opening.pk,
        "openings:enrollment_id": stay.pk,
    }
