"""Tasks 6 and 7, flows H and I: a release is signed on a canvas, seals its PDF, shows and hides the record.

It ends at midnight, and a client who turned 18 is asked for their own.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import viewer_of
from hearth.access.visibility_release import eighteen_years_before
from hearth.actions.remind_of_releases import remind_of_releases
from hearth.records import clock
from hearth.records.models import Client
from tests.community import COC_CODE, PASSWORD, Community, add_client, add_household, add_release
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = date(2026, 1, 5)


@pytest.fixture
def rosa(community: Community) -> Client:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    add_household(community, [rosa, leo], community.shelter, START)
    return rosa


def seen_elsewhere(community: Community) -> set[str]:
    """Give the first names of the clients whom the other agency's worker sees now."""
    stranger = viewer_of(community.stranger)
    assert stranger is not None
    return {str(one.first_name) for one in stranger.clients}


def draw(page: Page) -> None:
    """Sign in the box."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for x, y in ((80, 40), (130, 110), (190, 50), (240, 100)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()


def answer(page: Page) -> None:
    """Say yes to the HMIS and no to the other network."""
    page.get_by_role("group", name=re.compile("HMIS")).get_by_label("Yes, you may share").check()
    page.get_by_role("group", name=re.compile("community information")).get_by_label("No, do not").check()


def test_a_release_is_signed_in_three_clicks_seals_its_pdf_and_is_taken_back(
    page: Page, community: Community, rosa: Client, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/")
    assert seen_elsewhere(community) == set()
    page.get_by_role("link", name="Not shared: nobody asked yet").click()  # 1
    axe(page)
    picture(page, "desk-release")
    page.get_by_role("checkbox", name=re.compile("Leo Example")).check()  # task 7: one more
    page.get_by_role("button", name="Sign on this screen").click()  # 2
    axe(page)
    picture(page, "desk-release-sign")
    expect(page.get_by_role("navigation", name="Main")).to_have_count(0)
    answer(page)
    draw(page)
    page.get_by_role("button", name="Sign", exact=True).click()  # 3
    expect(page.locator("#messages")).to_contain_text("It holds at once.")
    assert seen_elsewhere(community) == {"Rosa", "Leo"}
    expect(page.locator(".client-bar")).not_to_contain_text("Not shared")
    axe(page)
    picture(page, "desk-release-signed")
    page.get_by_role("link", name=re.compile("What was signed")).first.click()
    expect(page.get_by_text("This is the very document")).to_be_visible()
    axe(page)
    picture(page, "desk-release-paper")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fetch the document").click()
    assert fetched.value.suggested_filename.endswith(".pdf")
    page.go_back()
    page.get_by_role("link", name=re.compile("Take back.*HMIS")).click()
    axe(page)
    picture(page, "desk-release-withdraw")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#messages")).to_contain_text("was taken back")
    assert seen_elsewhere(community) == set()


def test_the_device_is_handed_over_read_in_spanish_and_signed_by_typing_on_a_phone(
    phone: Page, community: Community, rosa: Client, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto(f"/clients/{rosa.pk}/release/")
    axe(phone)
    picture(phone, "phone-release")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Hand over this device").tap()
    expect(phone.get_by_role("heading", name="May we share")).to_be_visible()
    sign_address = phone.url
    phone.goto(f"/clients/{rosa.pk}/")
    expect(phone.get_by_role("heading", name="Locked")).to_be_visible()
    phone.goto(sign_address)
    phone.get_by_role("link", name="Español").tap()
    expect(phone.get_by_role("heading", name="¿Podemos compartir")).to_be_visible()
    axe(phone)
    picture(phone, "phone-release-sign-es")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("group", name=re.compile("HMIS")).get_by_label("Sí, pueden compartir").check()
    phone.get_by_role("group", name=re.compile("red comunitaria")).get_by_label("No, no compartan").check()
    phone.get_by_role("button", name="Firmar").tap()
    expect(phone.get_by_text("Firme en el cuadro, o escriba su nombre.").first).to_be_visible()
    axe(phone)
    phone.get_by_label(re.compile("mi nombre escrito es mi firma")).check()
    phone.get_by_role("button", name="Firmar").tap()
    expect(phone.get_by_role("heading", name="Gracias")).to_be_visible()
    axe(phone)
    picture(phone, "phone-release-thanks")
    assert seen_elsewhere(community) == {"Rosa"}
    phone.get_by_role("link", name="Personal: continuar").tap()
    phone.get_by_label(re.compile("password", re.IGNORECASE)).fill(PASSWORD)
    phone.get_by_role("button", name=re.compile("Go on|Unlock")).first.tap()
    expect(phone.locator(".client-bar")).to_contain_text("Shared")


def test_a_release_ends_at_midnight_and_the_banner_and_the_list_say_so(
    page: Page, community: Community, rosa: Client, axe: Axe, picture: Picture, monkeypatch: Any
) -> None:
    add_release(community, rosa, community.own_agency, ends_on=clock.today(COC_CODE))
    midnight = datetime.combine(clock.today(COC_CODE) + timedelta(days=1), datetime.min.time())
    sign_in(page, "intake_worker")
    page.goto("/releases/")
    axe(page)
    picture(page, "desk-releases")
    page.get_by_role("link", name="Rosa Example", exact=True).click()
    expect(page.locator(".client-bar")).to_contain_text("Sharing ends on")
    assert seen_elsewhere(community) == {"Rosa"}
    moment = midnight.replace(tzinfo=clock.zone(COC_CODE))
    monkeypatch.setattr(clock, "instant", lambda: moment)
    assert seen_elsewhere(community) == set()
    # The login is over by then.
    page.context.clear_cookies()
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/")
    expect(page.locator(".client-bar")).to_contain_text("Sharing ended on")


def test_a_client_who_turned_18_is_told_of_and_gives_their_own_release(
    page: Page, community: Community, rosa: Client, axe: Axe, picture: Picture
) -> None:
    today = clock.today(COC_CODE)
    nora = add_client(community, "Nora", "Example", dob=eighteen_years_before(today))
    add_household(community, [rosa, nora], community.shelter, START)
    parents = add_release(community, rosa, community.own_agency)
    add_release(community, nora, community.own_agency, kind="household", follows=parents)
    assert seen_elsewhere(community) == {"Rosa"}, "the parent's release ended with the birthday"
    assert remind_of_releases() > 0
    sign_in(page, "intake_worker")
    page.get_by_role("link", name=re.compile("Inbox")).click()
    axe(page)
    picture(page, "desk-turned-18-inbox")
    expect(page.locator("#main")).not_to_contain_text("Nora")
    page.goto("/releases/?due=adult")
    axe(page)
    picture(page, "desk-turned-18-list")
    page.get_by_role("link", name="Nora Example", exact=True).click()
    page.goto(f"/clients/{nora.pk}/release/")
    page.get_by_role("button", name="Sign on this screen").click()
    answer(page)
    draw(page)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("It holds at once.")
    assert seen_elsewhere(community) == {"Rosa", "Nora"}
