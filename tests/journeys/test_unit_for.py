"""Whom a unit is for is said once; the bed board warns before and after, and refuses nobody."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_unit_for_women_and_youth_warns_of_a_man_of_40(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    add_beds(community, community.shelter, 2)
    today = viewer_for(community.personas["intake_worker"]).today
    person = add_client(
        community, "Leo", "Example", dob=date(1985, 3, 1), sex=1, organization=community.own_agency
    )
    leo = add_enrollment(community, person, community.shelter, today - timedelta(days=30))
    sign_in(page, "hmis_lead")
    page.goto(f"/programs/{community.shelter.pk}/units/")
    page.get_by_role("link", name="For whom").press("Enter")
    page.get_by_label("For women or for men").select_option("0")
    page.get_by_label("For youth").press("Space")
    axe(page)
    picture(page, "desk-unit-for")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Women and girls")).to_be_visible()
    axe(page)
    picture(page, "desk-units-for")
    page.goto(f"/shelter/{community.shelter.pk}/beds/")
    page.get_by_text("Use the bed · 1").click()
    row = page.locator("tr", has_text="Use the bed · 1")
    expect(row.locator("option", has_text="may not fit")).to_have_count(1)
    row.get_by_label("For whom").select_option(str(leo.pk))
    page.get_by_role("button", name="Assign · 1").click()
    expect(page.get_by_text("But mind: Unit Dormitory is for women and girls")).to_be_visible()
    axe(page)
    picture(page, "desk-board-for")


def test_the_form_and_the_units_fit_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    add_beds(community, community.shelter, 1)
    sign_in(phone, "hmis_lead")
    phone.goto(f"/programs/{community.shelter.pk}/units/")
    axe(phone)
    picture(phone, "phone-units-for")
    phone.get_by_role("link", name="For whom").click()
    axe(phone)
    picture(phone, "phone-unit-for")
