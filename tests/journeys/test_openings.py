"""Flow J (PRODUCT.md): a worker posts a unit in four clicks, the match maker is told and opens it from the notice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.beds import add_beds
from tests.community import Community
from tests.conftest import Axe, Picture
from tests.journeys.clicks import Clicks
from tests.journeys.keyboard import press
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_unit_is_posted_in_four_clicks_and_who_matches_is_told_of_it(
    page: Page, phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    add_beds(community, community.supportive, 1)
    sign_in(page, "intake_worker")
    clicks = Clicks()
    clicks(page.get_by_role("navigation", name="Main").get_by_role("link", name="Programs"))
    clicks(page.get_by_role("link", name="Harbor Homes"))
    clicks(page.get_by_role("link", name="Post an opening"))
    axe(page)
    page.get_by_label("Unit").select_option(label="Main house, Dormitory")
    page.get_by_label("For which households").select_option("3")
    page.get_by_label("Who may come").fill("A voucher, and a child under 6")
    picture(page, "desk-opening-new")
    clicks(page.locator("#main").get_by_role("button", name="Post"))
    expect(page.locator("#messages")).to_contain_text("The opening is posted")
    print(f"flow J: {clicks.made} clicks of 4")
    assert clicks.made <= 4
    axe(page)
    picture(page, "desk-openings-program")

    sign_in(phone, "coc_lead")
    phone.goto("/inbox/")
    expect(phone.get_by_text("A program has an opening").first).to_be_visible()
    phone.get_by_role("button", name=re.compile("Open ?: A program has an opening")).click()
    expect(phone.get_by_text("A voucher, and a child under 6")).to_be_visible()
    axe(phone)
    picture(phone, "phone-opening")
    phone.goto("/openings/")
    expect(phone.get_by_role("link", name="Harbor Homes")).to_be_visible()
    axe(phone)
    picture(phone, "phone-openings")


def test_with_the_keyboard_alone_an_opening_is_withdrawn_and_offered_again(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "agency_manager")
    page.goto(f"/programs/{community.supportive.pk}/openings/")
    press(page, page.get_by_role("link", name="Post an opening"))
    press(page, page.locator("#main").get_by_role("button", name="Post"))
    press(page, page.get_by_role("link", name="1 place"))
    page.get_by_label("Why").select_option("not_ready")
    press(page, page.get_by_role("button", name="Withdraw"))
    expect(page.get_by_text("The unit is not ready").first).to_be_visible()
    axe(page)
    picture(page, "desk-opening-withdrawn")
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.locator("#messages")).to_contain_text("The opening is offered again")


def test_the_list_is_narrowed_on_a_desk(page: Page, community: Community, axe: Axe, picture: Picture) -> None:
    sign_in(page, "hmis_lead")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Openings").click()
    expect(page.get_by_text("No openings now")).to_be_visible()
    axe(page)
    page.get_by_label("People in the household").fill("5")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("No opening fits")).to_be_visible()
    axe(page)
    picture(page, "desk-openings-list")
