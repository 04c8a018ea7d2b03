"""Task 16 and N6: a bed is reserved in four clicks and assigned in three; at a kiosk a scan needs no click."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.records import guard
from hearth.records.models import Service
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.conftest import Axe, Picture
from tests.identifiers import without_identifiers
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def guest(community: Community, name: str) -> Any:
    today = viewer_for(community.personas["intake_worker"]).today
    person = add_client(community, name, "Example", organization=community.own_agency)
    return add_enrollment(community, person, community.shelter, today - timedelta(days=30))


def test_a_bed_is_assigned_in_three_clicks_and_reserved_in_four(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    add_beds(community, community.shelter, 3)
    rosa, leo = guest(community, "Rosa"), guest(community, "Leo")
    sign_in(page, "intake_worker")
    page.goto("/shelter/")
    page.get_by_role("link", name="Beds").click()
    axe(page)
    # Assign: open, choose, press.
    page.get_by_text("Use the bed · 1").click()
    page.locator("tr", has_text="Use the bed · 1").get_by_label("For whom").select_option(str(rosa.pk))
    page.get_by_role("button", name="Assign · 1").click()
    expect(page.get_by_role("row", name="1 Taken Rosa Example")).to_be_visible()
    # What was done by mistake is undone where it was done.
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row", name="1 Free")).to_be_visible()
    page.get_by_text("Use the bed · 1").click()
    page.locator("tr", has_text="Use the bed · 1").get_by_label("For whom").select_option(str(rosa.pk))
    page.get_by_role("button", name="Assign · 1").click()
    expect(page.get_by_role("row", name="1 Taken Rosa Example")).to_be_visible()
    picture(page, "desk-beds-undo")
    # Reserve: the page of beds, open, choose, press.
    page.get_by_text("Use the bed · 2").click()
    axe(page)
    page.locator("tr", has_text="Use the bed · 2").get_by_label("For whom").select_option(str(leo.pk))
    picture(page, "desk-beds")
    page.get_by_role("button", name="Reserve · 2").click()
    expect(page.get_by_text("Reserved for Leo Example")).to_be_visible()
    axe(page)


def test_the_board_fits_a_phone(phone: Page, community: Community, axe: Axe, picture: Picture) -> None:
    add_beds(community, community.shelter, 3)
    guest(community, "Rosa")
    sign_in(phone, "intake_worker")
    phone.goto("/shelter/beds/")
    axe(phone)
    picture(phone, "phone-beds")


def test_at_a_kiosk_a_scan_needs_no_click_and_waits_for_a_lost_connection(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    rosa, leo = guest(community, "Rosa"), guest(community, "Leo")
    sign_in(phone, "kiosk")
    expect(phone.get_by_label("Scan your card, or type your number")).to_be_focused()
    axe(phone)
    phone.keyboard.type(rosa.client.unique_identifier)
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-said]")).to_have_text("Checked in")
    # The next one scans without a click: the box is empty and still the one that is typed into.
    expect(phone.get_by_label("Scan your card, or type your number")).to_be_focused()
    expect(phone.get_by_label("Scan your card, or type your number")).to_have_value("")
    picture(phone, "phone-kiosk")
    phone.context.set_offline(True)
    phone.keyboard.type(leo.client.unique_identifier)
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("1 waits for the connection")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("[data-count]")).to_have_text("2")
    shown = without_identifiers(phone.content())
    assert "Rosa" not in shown and "Leo" not in shown
    assert guard.everything(Service, "test").count() == 2
