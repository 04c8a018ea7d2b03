"""A new rapid re-housing program of ESG is set up from nothing to "Ready to enroll", at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.community import COC_CODE, Community
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import press
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAM = {
    "Project_ProjectName": "Hearth Rapid",
    "Project_OperatingStartDate": "2026-01-01",
    "Project_ContinuumProject": "1",
    "Project_ProjectType": "13",
    "Project_RRHSubType": "2",
    "Project_HousingType": "3",
    "Project_TargetPopulation": "4",
    "Project_HOPWAMedAssistedLivingFac": "2",
    "ProjectCoC_Geocode": "069067",
    "ProjectCoC_Address1": "1 Example Street",
    "ProjectCoC_City": "Sacramento",
    "ProjectCoC_State": "CA",
    "ProjectCoC_ZIP": "95814",
    "ProjectCoC_GeographyType": "1",
    "HMISParticipation_HMISParticipationStatusStartDate": "2026-01-01",
}
GRANT = {"Funder_Funder": "10", "Funder_GrantID": "E-26-001"}
BEDS = {
    "Inventory_HouseholdType": "3",
    **{
        f"Inventory_{kind}BedInventory": "0"
        for kind in ("CHVet", "YouthVet", "Vet", "CHYouth", "Youth", "CH")
    },
    "Inventory_BedInventory": "12",
    "Inventory_UnitInventory": "4",
    "Inventory_OtherBedInventory": "12",
}
LOCAL = {"category": "Housing search", "name": "Landlord call"}


def fill(page: Page, answers: dict[str, str]) -> None:
    page.locator(f'[name="{next(iter(answers))}"]').first.wait_for(state="attached")
    # What is asked farther down is counted below.
    page.wait_for_load_state()
    for name, value in answers.items():
        radio = page.locator(f'input[type="radio"][name="{name}"][value="{value}"]')
        if radio.count():
            radio.check()
        elif page.locator(f'select[name="{name}"]').count():
            page.locator(f'select[name="{name}"]').select_option(value)
        else:
            page.locator(f'input[name="{name}"]').fill(value)


@pytest.mark.parametrize("width", [1280, 390])
def test_an_esg_rapid_rehousing_program_is_ready_to_enroll(
    page: Page, community: Community, axe: Axe, picture: Picture, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "hmis_lead")
    page.goto("/programs/")
    press(page, page.get_by_role("link", name="Add a program"))
    press(page, page.get_by_role("link", name="Add a program · Harbor House (example)"))
    # There is one CoC here: it is chosen already.
    expect(page.locator("select[name=ProjectCoC_CoCCode]")).to_have_value(COC_CODE)
    fill(page, PROGRAM)
    axe(page)
    picture(page, f"program-new-{width}")
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_text("This program has no beds and units yet.")).to_be_visible()
    for section, answers in (("Funders and grants", GRANT), ("Beds and units", BEDS)):
        press(page, page.get_by_role("link", name=f"Add · {section}"))
        fill(page, answers)
        press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Ready to enroll")).to_be_visible()
    axe(page)
    picture(page, f"program-setup-{width}")
    page.get_by_role("navigation", name="Program").get_by_role("link", name="Services").click()
    fill(page, LOCAL)
    press(page, page.get_by_role("button", name="Add the service"))
    expect(page.get_by_role("row", name="Landlord call")).to_be_visible()
    axe(page)
    picture(page, f"program-services-{width}")
    page.get_by_role("navigation", name="Program").get_by_role("link", name="Units and beds").click()
    expect(page.get_by_text("No units yet")).to_be_visible()
    axe(page)
