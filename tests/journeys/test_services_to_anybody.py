"""A meal is given to somebody who is enrolled nowhere here: three keys on the page of services."""

import pytest
from playwright.sync_api import Page, expect

from hearth.records.models import ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def with_meals(community: Community) -> str:
    with change(by=None, action="set_up") as signed:
        ServiceOffered.objects.create(
            organization=community.own_agency,
            category="Pantry",
            name="Hot meal",
            to_anybody=True,
            change=signed,
        )
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    return f"/clients/{rosa.pk}/services/"


def test_a_meal_is_recorded_without_an_enrollment_with_the_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    address = with_meals(community)
    sign_in(page, "intake_worker")
    page.goto(address)
    axe(page)
    page.get_by_role("link", name="Record without an enrollment").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Record a service without")).to_be_visible()
    axe(page)
    picture(page, "desk-anybody")
    page.get_by_role("button", name="Save service").press("Enter")
    expect(page.get_by_text("Recorded: Hot meal.")).to_be_visible()
    expect(page.get_by_role("cell", name="Without an enrollment")).to_be_visible()
    axe(page)
    picture(page, "desk-anybody-listed")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("cell", name="Without an enrollment")).to_have_count(0)


def test_the_form_and_the_offers_fit_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    address = with_meals(community)
    sign_in(phone, "hmis_lead")
    phone.goto(address)
    phone.get_by_role("link", name="Record without an enrollment").click()
    expect(phone.get_by_role("heading", level=1, name="Record a service without")).to_be_visible()
    axe(phone)
    picture(phone, "phone-anybody")
    phone.goto(f"/programs/{community.rapid.pk}/services/")
    axe(phone)
    picture(phone, "phone-offers")
