"""A site's address is given and printed; outside the agency a secret one is not read."""

import pytest
from playwright.sync_api import Page, expect

from hearth.records import guard
from hearth.records.models import Site
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import Community, add_account
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def with_site(community: Community) -> None:
    add_beds(community, community.supportive, 2)
    with change(by=None, action="set_up"):
        guard.everything(Site, "test").update(name="North house with a very long name of a benefactor in it")


def test_an_address_is_given_with_the_keyboard_and_is_on_the_printed_list(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    with_site(community)
    sign_in(page, "hmis_lead")
    page.goto(f"/programs/agencies/{community.own_agency.pk}/sites/")
    axe(page)
    page.get_by_role("link", name="Change").press("Enter")
    # Tab leads through the fields when all of them are there.
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    page.get_by_label("Street and number").focus()
    for words in ("1 Example Street", "Sacramento", "ca", "95814", "069067"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.get_by_label("The address stays inside the agency")).to_be_focused()
    picture(page, "desk-site")
    axe(page)
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("1 Example Street, Sacramento, CA 95814")).to_be_visible()
    picture(page, "desk-sites")
    page.emulate_media(media="print")
    expect(page.get_by_text("1 Example Street, Sacramento, CA 95814")).to_be_visible()
    expect(page.get_by_role("link", name="Change")).to_be_hidden()
    picture(page, "paper-sites")


def test_a_secret_place_is_said_to_be_secret_on_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    with_site(community)
    add_account("outer_lead", community.other_agency, "hmis_lead")
    with change(by=None, action="set_up"):
        guard.everything(Site, "test").update(address="77 Quiet Lane", is_confidential=True)
    sign_in(phone, "outer_lead")
    phone.goto(f"/programs/agencies/{community.own_agency.pk}/sites/")
    expect(phone.get_by_text("The place is kept secret")).to_be_visible()
    assert "Quiet" not in phone.content()
    axe(phone)
    picture(phone, "phone-sites")
