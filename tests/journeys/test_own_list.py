"""The to-do list of the worker's own caseload, from Home to where it is done."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.records.models import AssignedStaff, LocalService, ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client, add_funder, add_household, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import press
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def assigned(community: Community, days_ago: int, *names: str) -> list[AssignedStaff]:
    worker = community.personas["intake_worker"]
    people = [add_client(community, one, "Clarke", organization=community.own_agency) for one in names]
    start = viewer_for(worker).today - timedelta(days=days_ago)
    stays = add_household(community, people, community.rapid, start)
    with change(by=None, action="test") as signed:
        return [
            AssignedStaff.objects.create(
                enrollment=one, organization=community.own_agency, account=worker, change=signed
            )
            for one in stays
        ]


def test_who_was_out_of_sight_is_served_from_home_by_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    add_funder(community, community.rapid, 33)
    assigned(community, 45, "Sandra")
    sign_in(page, "intake_worker")
    press(page, page.get_by_role("link", name="No service or contact in 30 days"))
    expect(page.get_by_text("the start of the enrollment")).to_be_visible()
    axe(page)
    picture(page, "desk-to-do-quiet")
    press(page, page.get_by_role("link", name="Record a service · Sandra Clarke"))
    expect(page.get_by_role("heading", name="Record a service")).to_be_visible()
    expect(page.get_by_text("This program records no services")).to_have_count(0)


def test_who_was_out_of_sight_is_read_on_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    assigned(community, 45, "Sandra", "Maximilian-Alexander")
    sign_in(phone, "intake_worker")
    phone.goto("/to-do/?show=quiet")
    axe(phone)
    picture(phone, "phone-to-do-quiet")


def test_what_is_missing_is_mended_from_home_by_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    assigned(community, 5, "Sandra")
    sign_in(page, "intake_worker")
    press(page, page.get_by_role("link", name="Missing answers of my caseload"))
    expect(page.get_by_text("What nobody answered yet")).to_be_visible()
    axe(page)
    picture(page, "desk-to-do-missing")
    page.set_viewport_size({"width": 390, "height": 844})
    axe(page)
    picture(page, "phone-to-do-missing")
    press(page, page.get_by_role("link", name="Race and Ethnicity · Sandra Clarke"))
    expect(page.locator("#id_Client_AmIndAKNative")).to_be_visible()


def test_a_service_that_ends_soon_is_opened_from_home_by_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    [mine] = assigned(community, 5, "Sandra")
    today = viewer_for(community.personas["intake_worker"]).today
    with change(by=None, action="test") as signed:
        of_agency = {"organization": community.own_agency, "change": signed}
        offered = ServiceOffered.objects.create(
            category="Stability", name="Storage", delivery="long", expiry_notice_days=5, **of_agency
        )
        LocalService.objects.create(
            client=mine.enrollment.client,
            enrollment=mine.enrollment,
            offered=offered,
            starts_on=today - timedelta(days=5),
            ends_on=today + timedelta(days=2),
            **of_agency,
        )
    sign_in(page, "intake_worker")
    press(page, page.get_by_role("link", name="Services that end soon"))
    expect(page.get_by_text("Services of your caseload")).to_be_visible()
    axe(page)
    picture(page, "desk-to-do-services")
    page.set_viewport_size({"width": 390, "height": 844})
    axe(page)
    picture(page, "phone-to-do-services")
    press(page, page.get_by_role("link", name="Storage · Sandra Clarke"))
    expect(page.get_by_role("heading", level=1, name="Storage")).to_be_visible()
