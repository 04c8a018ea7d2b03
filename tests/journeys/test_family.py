"""Task 8: a family is made with one click to open it and one for each person; contacts; by keyboard and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.access.family import own_family
from hearth.access.viewer import Viewer
from hearth.actions.keep_family import add_member
from hearth.records.models import Client
from tests.community import Community, add_client, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import press, type_into
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def people(community: Community, worker: Viewer) -> list[Client]:
    """Sandra and her children; Olga heads a family with Pit."""
    names = (("Sandra", 1990), ("Milo", 2015), ("Nina", 2019), ("Olga", 1960), ("Pit", 2012))
    found = [
        add_client(community, first, "Clarke", dob=date(born, 3, 12), organization=community.own_agency)
        for first, born in names
    ]
    add_member(viewer=worker, client_id=found[3].pk, person_id=found[4].pk, joined_on=date(2026, 1, 5))
    return found


def test_a_family_takes_one_click_and_one_for_each_person(
    page: Page, worker: Viewer, people: list[Client], axe: Axe, picture: Picture
) -> None:
    sandra = people[0]
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{sandra.pk}/")
    clicks = 0
    page.get_by_role("navigation", name="Sandra Clarke").get_by_role("link", name="Family").click()
    clicks += 1
    expect(page.get_by_text("No family yet")).to_be_visible()
    axe(page)
    picture(page, "desk-family-none")
    for first in ("Milo", "Nina"):
        page.locator("#words").fill(f"{first} Clarke")
        page.get_by_role("button", name=f"Add {first} Clarke").click()
        clicks += 1
        expect(page.get_by_text(f"{first} Clarke is in the family of Sandra Clarke now.")).to_be_visible()
    assert clicks == 1 + len(("Milo", "Nina"))
    family = own_family(worker, sandra)
    assert family is not None
    assert [row.client_id for row in family.members if row.is_head] == [sandra.pk]
    assert len(family.members) == 3
    axe(page)
    picture(page, "desk-family")
    page.locator("#words").fill("Olg Cla")
    expect(page.get_by_role("button", name="Join with all 2")).to_be_visible()
    axe(page)
    picture(page, "desk-family-join")
    page.get_by_role("link", name="Change Milo Clarke").click()
    expect(page.get_by_role("button", name="Make Milo Clarke the head")).to_be_visible()
    axe(page)
    picture(page, "desk-family-member")


def test_the_family_and_the_tabs_work_by_keyboard_on_a_phone(
    page: Page, worker: Viewer, people: list[Client], axe: Axe, picture: Picture
) -> None:
    sandra, milo, *_ = people
    add_member(viewer=worker, client_id=sandra.pk, person_id=milo.pk, joined_on=date(2026, 1, 5))
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{sandra.pk}/")
    picture(page, "phone-client")
    axe(page)
    tabs = page.get_by_role("navigation", name="Sandra Clarke")
    press(page, tabs.locator("summary"))
    picture(page, "phone-tabs")
    press(page, tabs.get_by_role("link", name="Family"))
    expect(page.get_by_role("heading", level=1, name="Family of Sandra Clarke")).to_be_visible()
    type_into(page, page.locator("#words"), "Nin Cla")
    add = page.get_by_role("button", name="Add Nina Clarke")
    press(page, add)
    expect(page.get_by_text("Nina Clarke is in the family of Sandra Clarke now.")).to_be_visible()
    axe(page)
    picture(page, "phone-family")
    press(page, tabs.locator("summary"))
    press(page, tabs.get_by_role("link", name="Contacts"))
    press(page, page.get_by_role("link", name="Add a contact"))
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    picture(page, "phone-contact-refused")
    type_into(page, page.get_by_label("Telephone"), "555-0100")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody asked whether it is safe to call")).to_be_visible()
    axe(page)
    picture(page, "phone-contacts")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "desk-contacts")
