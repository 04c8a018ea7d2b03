"""The pages about roles at a desk and on a phone, looked at by axe; a role is given by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.community import Community
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = {
    "roles": "/roles/",
    "roles-of-sacramento": "/roles/?set=sacramento_2021",
    "roles-choose": "/roles/sets/sacramento_2021/",
    "roles-why": "/roles/why/",
    "roles-people": "/roles/people/",
}


@pytest.mark.parametrize("device", ["page", "phone"])
def test_the_pages_about_roles_have_no_fault_that_axe_finds(
    community: Community, request: pytest.FixtureRequest, axe: Axe, picture: Picture, device: str
) -> None:
    screen: Page = request.getfixturevalue(device)
    sign_in(screen, "hmis_lead")
    person = f"/roles/people/{community.personas['intake_worker'].pk}/"
    for name, address in {**PAGES, "roles-person": person}.items():
        screen.goto(address)
        axe(screen)
        picture(screen, f"{name}-{device}")
        width = screen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{address} is {width} px too wide"


def test_the_lead_asks_why_and_gives_a_role_with_the_keyboard_alone(community: Community, page: Page) -> None:
    sign_in(page, "hmis_lead")
    page.goto("/roles/why/")
    page.get_by_label("Person").focus()
    page.keyboard.type("Intake")
    page.get_by_label("What they want to do").focus()
    page.keyboard.type("Run reports and")
    page.get_by_role("button", name="Why?").press("Enter")
    expect(page.get_by_text("The role Intake worker does not give this right.")).to_be_visible()
    page.goto(f"/roles/people/{community.personas['intake_worker'].pk}/")
    page.get_by_label("Agency", exact=True).focus()
    page.keyboard.type("Hill")
    page.get_by_label("Role", exact=True).focus()
    page.keyboard.type("Reporting")
    page.get_by_role("button", name="Give the role").press("Enter")
    expect(page.get_by_text("has the role at Hillside Services (example) now.")).to_be_visible()
