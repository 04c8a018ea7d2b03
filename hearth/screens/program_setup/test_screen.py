"""A program is set up from nothing, section by section, and keeps the rules of the standard at every step."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.records import guard
from hearth.records.models import (
    Account,
    Bed,
    CoC,
    Funder,
    Inventory,
    InventoryRequest,
    Notice,
    Organization,
    Project,
    ProjectCoC,
    ServiceOffered,
    Source,
    Unit,
)
from hearth.records.write import change
from tests.community import COC_CODE, Community, add_client, add_enrollment, born

QUERIES_AT_MOST = 12
HOUSEHOLDS_WITH_CHILDREN, ESG_RRH, SSVF = 3, 10, 33


@pytest.fixture
def lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def manager(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


def rows(model: Any) -> Any:
    return guard.everything(model, "a test looks at everything").filter(date_deleted=None)


def program_answers(**changed: Any) -> dict[str, Any]:
    return {
        "Project_ProjectName": "Hearth Rapid",
        "Project_OperatingStartDate": "2026-01-01",
        "Project_ContinuumProject": "1",
        "Project_ProjectType": "13",
        "Project_RRHSubType": "2",
        "Project_HousingType": "3",
        "Project_TargetPopulation": "4",
        "Project_HOPWAMedAssistedLivingFac": "2",
        "ProjectCoC_CoCCode": COC_CODE,
        "ProjectCoC_Geocode": "069067",
        "ProjectCoC_Address1": "1 Example Street",
        "ProjectCoC_City": "Sacramento",
        "ProjectCoC_State": "CA",
        "ProjectCoC_ZIP": "95814",
        "ProjectCoC_GeographyType": "1",
        "HMISParticipation_HMISParticipationType": "1",
        "HMISParticipation_HMISParticipationStatusStartDate": "2026-01-01",
    } | changed


def inventory_answers(**changed: Any) -> dict[str, Any]:
    kinds = ("CHVet", "YouthVet", "Vet", "CHYouth", "Youth", "CH")
    return {
        "Inventory_InventoryStartDate": "2026-01-01",
        "Inventory_CoCCode": COC_CODE,
        "Inventory_HouseholdType": str(HOUSEHOLDS_WITH_CHILDREN),
        "Inventory_BedInventory": "12",
        "Inventory_UnitInventory": "4",
        "Inventory_OtherBedInventory": "12",
        **{f"Inventory_{kind}BedInventory": "0" for kind in kinds},
    } | changed


@pytest.fixture
def program(community: Community, lead: Browser) -> Any:
    address = reverse("program_setup:add_program", args=[community.own_agency.pk])
    answer = lead.post(address, program_answers())
    assert answer.status_code == 302, dict(answer.context["form"].errors)
    return rows(Project).get(project_name="Hearth Rapid")


def add(browser: Browser, program: Any, part: str, answers: dict[str, Any]) -> Any:
    return browser.post(reverse("program_setup:add_row", args=[program.pk, part]), answers)


def grant(funder: int = ESG_RRH) -> dict[str, Any]:
    return {"Funder_Funder": str(funder), "Funder_GrantID": "E-26-001", "Funder_StartDate": "2026-01-01"}


def setup_page(browser: Browser, program: Any) -> Any:
    return browser.get(reverse("program_setup:setup", args=[program.pk]))


def test_a_rapid_rehousing_program_is_ready_once_it_has_its_beds(lead: Browser, program: Any) -> None:
    assert "This program has no beds and units yet." in setup_page(lead, program).content.decode()
    assert add(lead, program, "funder", grant()).status_code == 302
    assert add(lead, program, "inventory", inventory_answers()).status_code == 302
    page = setup_page(lead, program).content.decode()
    for words in ("Ready to enroll", "HUD: ESG", "E-26-001", "12 beds, 4 units", "HMIS Participating"):
        assert words in page, words
    history = reverse("history:record", args=["project", program.pk])
    assert history in page
    assert lead.get(history).status_code == 200
    assert rows(Funder).get(project=program).user.user_email == "hmis_lead@example.org"


def test_what_a_rule_stops_is_said_at_its_field_and_nothing_is_stored(lead: Browser, program: Any) -> None:
    answer = add(lead, program, "inventory", inventory_answers(Inventory_OtherBedInventory="10"))
    assert answer.status_code == 200
    [words] = answer.context["form"].errors["Inventory_BedInventory"]
    assert "make 10" in words
    assert not rows(Inventory).filter(project=program).exists()


def test_an_open_question_of_the_standard_is_asked_for(community: Community, lead: Browser) -> None:
    address = reverse("program_setup:add_program", args=[community.own_agency.pk])
    answer = lead.post(address, program_answers(Project_RRHSubType=""))
    assert answer.context["form"].errors["Project_RRHSubType"] == ["Please answer this."]
    assert not rows(Project).filter(project_name="Hearth Rapid").exists()


def test_the_last_coc_of_a_continuum_program_cannot_be_taken_out(lead: Browser, program: Any) -> None:
    row = rows(ProjectCoC).get(project=program)
    lead.post(reverse("program_setup:take_out", args=["coc", row.pk]))
    assert rows(ProjectCoC).filter(pk=row.pk).exists()


def test_an_agency_with_clients_cannot_become_a_victim_service_provider(
    community: Community, lead: Browser
) -> None:
    add_enrollment(community, add_client(community, "Rosa", "Example"), community.shelter, date(2026, 1, 5))
    answers = {
        "Organization_OrganizationName": "Harbor House (example)",
        "Organization_VictimServiceProvider": "1",
    }
    answer = lead.post(reverse("program_setup:change_agency", args=[community.own_agency.pk]), answers)
    assert "has clients here" in str(answer.context["form"].errors)
    assert rows(Organization).get(pk=community.own_agency.pk).victim_service_provider != 1


def test_a_victim_service_providers_program_is_described_only(lead: Browser) -> None:
    answers = {
        "Organization_OrganizationName": "Safe Place (example)",
        "Organization_VictimServiceProvider": "1",
    }
    lead.post(reverse("program_setup:add_agency"), answers)
    agency = rows(Organization).get(organization_name="Safe Place (example)")
    address = reverse("program_setup:add_program", args=[agency.pk])
    refused = lead.post(address, program_answers())
    assert "does not take part in HMIS" in str(refused.context["form"].errors)
    kept = lead.post(address, program_answers(HMISParticipation_HMISParticipationType="2"))
    assert "Described only" in lead.get(kept.headers["Location"]).content.decode()


def test_a_program_kept_elsewhere_is_read_only(community: Community, lead: Browser) -> None:
    source = Source.objects.create(name="Vendor export")
    with change(by=None, action="import"):
        community.rapid.source = source
        community.rapid.save()
    page = setup_page(lead, community.rapid).content.decode()
    assert "Vendor export" in page
    assert "program_setup/rows" not in page
    answer = add(lead, community.rapid, "funder", grant())
    assert "read only here" in str(answer.context["form"].errors)


def test_huds_list_is_offered_in_one_click_and_local_items_stay_local(lead: Browser, program: Any) -> None:
    add(lead, program, "funder", grant(SSVF))
    address = reverse("program_setup:services", args=[program.pk])
    lead.post(address, {"do": "federal", "record_type": "144"})
    assert set(rows(ServiceOffered).values_list("record_type", flat=True)) == {144}
    local = {"do": "local", "category": "Meals", "name": "Supper", "delivery": "multiple"}
    assert lead.post(address, local).status_code == 302
    assert rows(ServiceOffered).get(name="Supper").is_local
    assert "offered in Meals already" in str(lead.post(address, local).context["form"].errors)
    lead.post(reverse("program_setup:end_offer", args=[rows(ServiceOffered).get(name="Supper").pk]))
    assert rows(ServiceOffered).get(name="Supper").ends_on is not None


def test_a_list_without_its_funder_is_not_offered(lead: Browser, program: Any) -> None:
    lead.post(reverse("program_setup:services", args=[program.pk]), {"do": "federal", "record_type": "144"})
    assert not rows(ServiceOffered).exists()


def with_unit(lead: Browser, program: Any) -> Any:
    add(
        lead,
        program,
        "inventory",
        inventory_answers(
            Inventory_BedInventory="0", Inventory_UnitInventory="0", Inventory_OtherBedInventory="0"
        ),
    )
    inventory = rows(Inventory).get(project=program)
    sent = {
        "inventory": str(inventory.pk),
        "site": "Main",
        "building": "A",
        "name": "101",
        "beds": "3",
        "dedicated": "other_bed_inventory",
    }
    assert lead.post(reverse("program_setup:add_unit", args=[program.pk]), sent).status_code == 302
    return rows(Inventory).get(project=program)


def test_the_numbers_of_an_inventory_follow_from_its_beds(lead: Browser, program: Any) -> None:
    inventory = with_unit(lead, program)
    assert (inventory.bed_inventory, inventory.unit_inventory, inventory.other_bed_inventory) == (3, 1, 3)
    address = reverse("program_setup:change_row", args=["inventory", inventory.pk])
    assert "follow from its beds" in str(lead.post(address, inventory_answers()).context["form"].errors)
    lead.post(reverse("program_setup:take_out_unit", args=[rows(Unit).get().pk]))
    assert rows(Inventory).get(project=program).bed_inventory == 0
    assert not rows(Bed).exists()


def test_a_bed_is_offline_with_a_reason_until_somebody_brings_it_back(lead: Browser, program: Any) -> None:
    with_unit(lead, program)
    bed = rows(Bed).first()
    today = lead.get(reverse("program_setup:offline", args=[bed.pk])).context["form"].initial["starts_on"]
    sent = {"reason": "repair", "starts_on": today.isoformat(), "note": "window"}
    assert lead.post(reverse("program_setup:offline", args=[bed.pk]), sent).status_code == 302
    board = reverse("program_setup:units", args=[program.pk])
    assert "Repair: window" in lead.get(board).content.decode()
    again = lead.post(reverse("program_setup:offline", args=[bed.pk]), sent)
    assert "is offline on one of these nights" in str(again.context["form"].errors)
    lead.post(reverse("program_setup:online", args=[bed.pk]))
    assert "Repair: window" not in lead.get(board).content.decode()


def test_an_agency_asks_for_beds_and_the_lead_decides(
    community: Community, lead: Browser, manager: Browser, program: Any
) -> None:
    add(lead, program, "inventory", inventory_answers())
    old = rows(Inventory).get(project=program)
    address = reverse("program_setup:ask_change", args=[old.pk])
    asked = inventory_answers(
        Inventory_InventoryStartDate="2026-12-01",
        Inventory_BedInventory="20",
        Inventory_OtherBedInventory="20",
    )
    assert "Say why." in str(manager.post(address, asked).context["why"].errors)
    assert manager.post(address, asked | {"reason": "A second house"}).status_code == 302
    request = rows(InventoryRequest).get()
    assert "A second house" in lead.get(reverse("program_setup:requests")).content.decode()
    decide = reverse("program_setup:decide", args=[request.pk])
    assert manager.post(decide, {"do": "approve"}).status_code == 403
    assert lead.post(decide, {"do": "approve"}).status_code == 302
    before, after = rows(Inventory).filter(project=program).order_by("inventory_start_date")
    assert (before.bed_inventory, before.inventory_end_date) == (12, date(2026, 11, 30))
    assert (after.bed_inventory, after.inventory_start_date) == (20, date(2026, 12, 1))
    manager_account = community.personas["agency_manager"]
    assert Notice.objects.get(account=manager_account, event="inventory_approved").address == decide


def test_a_declined_request_changes_nothing_and_says_why(
    lead: Browser, manager: Browser, program: Any
) -> None:
    asked = inventory_answers() | {"reason": "We opened"}
    manager.post(reverse("program_setup:ask_new", args=[program.pk]), asked)
    decide = reverse("program_setup:decide", args=[rows(InventoryRequest).get().pk])
    assert "Say why." in str(lead.post(decide, {"do": "decline"}).context["form"].errors)
    lead.post(decide, {"do": "decline", "reason": "Not funded"})
    assert not rows(Inventory).filter(project=program).exists()
    assert "Not funded" in manager.get(decide).content.decode()


def test_what_the_rules_refuse_cannot_be_asked_for(manager: Browser, program: Any) -> None:
    asked = inventory_answers(Inventory_UnitInventory="40") | {"reason": "We opened"}
    answer = manager.post(reverse("program_setup:ask_new", args=[program.pk]), asked)
    assert "more units than beds" in str(answer.context["form"].errors)
    assert not rows(InventoryRequest).exists()
    assert not rows(Inventory).filter(project=program).exists()


@pytest.mark.parametrize("name", ["setup", "services", "units"])
def test_a_page_costs_no_more_queries_with_many_rows(
    lead: Browser, program: Any, name: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        add(lead, program, "funder", grant())
    with_unit(lead, program)
    setup_page(lead, program)
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert lead.get(reverse(f"program_setup:{name}", args=[program.pk])).status_code == 200


def test_the_set_up_of_a_program_of_several_cocs_costs_no_more_queries_than_any_page(
    community: Community, lead: Browser, django_assert_max_num_queries: Any
) -> None:
    shelter = community.shelter
    with change(by=None, action="test") as signed:
        for code in ("XX-502", "XX-503"):
            CoC.objects.create(code=code, name=f"Neighbour {code}", time_zone="America/Los_Angeles")
            serves = {"coc_code": code, "geocode": "069999", "geography_type": 1}
            ProjectCoC.objects.create(project=shelter, **serves, **born(shelter.source, signed))
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = setup_page(lead, shelter).content.decode()
    assert "XX-503" in page


def test_the_set_up_tells_when_the_system_exits_its_households_and_leads_to_the_policy(
    community: Community, lead: Browser
) -> None:
    def told(project: Any) -> str:
        page = lead.get(reverse("program_setup:setup", args=[project.pk])).content.decode()
        assert f"{reverse('auto_exit:policy')}?coc={COC_CODE}" in page
        return page

    assert "After 90 days without activity" in told(community.shelter)
    assert "People live there without a service each month." in told(community.supportive)
    why = {"coc": COC_CODE, "project_type": "1", "is_on": "0", "why": "The board agreed"}
    lead.post(reverse("auto_exit:policy"), why)
    assert "The board agreed" in told(community.shelter)
    assert "without activity" not in told(community.shelter)


def test_the_set_up_names_the_forms_of_the_program_and_leads_to_each(
    community: Community, lead: Browser
) -> None:
    page = lead.get(reverse("program_setup:setup", args=[community.shelter.pk])).content.decode()
    address = reverse("form_explorer:program", args=[community.shelter.pk])
    assert f"{address}?stage=bed_night" in page
    assert "stage=bed_night" in lead.get(f"{address}?stage=bed_night")["Location"]
    assert "stage=start" in lead.get(f"{address}?stage=nothing")["Location"]
    other = lead.get(reverse("program_setup:setup", args=[community.rapid.pk])).content.decode()
    assert "?stage=bed_night" not in other
