"""Tasks 12 and 13: a service for chosen members in three clicks, the last one again, many at once, and corrected."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from tests.community import Community, add_client, add_funder, add_household, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.clicks import Clicks
from tests.journeys.keyboard import choose, press, tab_to
from tests.journeys.sign_in import sign_in
from tests.offers import add_ended_offer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SSVF = 33


@pytest.fixture
def stays(community: Community) -> list[Any]:
    """Sandra and her daughter in a rapid re-housing program that SSVF pays for."""
    add_funder(community, community.rapid, SSVF)
    people = [
        add_client(community, first, "Clarke", dob=date(born, 3, 12), organization=community.own_agency)
        for first, born in (("Sandra", 1990), ("Nina", 2019))
    ]
    return add_household(community, people, community.rapid, date(2026, 1, 5))


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def test_a_service_for_chosen_members_is_three_clicks_and_so_is_the_last_one_again(
    page: Page, stays: list[Any], worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{stays[0].client_id}/")
    clicks = Clicks()
    clicks(page.get_by_role("link", name="Record a service"))
    page.get_by_label("Service", exact=True).select_option(label="Rental assistance")
    expect(page.get_by_label("Amount in dollars")).to_be_visible()
    page.get_by_label("Amount in dollars").fill("950")
    page.get_by_label("Covers from").fill("2026-02-01")
    page.get_by_label("Covers until").fill("2026-02-28")
    clicks(page.get_by_label("Nina Clarke"))
    axe(page)
    picture(page, "desk-service-payment")
    clicks(page.get_by_role("button", name="Save service"))
    expect(page.locator("#messages")).to_contain_text("Recorded: Rental assistance.")
    assert clicks.made <= 3
    paid: Any = worker.services.get()
    assert (paid.client_id, paid.fa_amount, paid.fa_end_date) == (
        stays[0].client_id,
        950,
        date(2026, 2, 28),
    )

    clicks = Clicks()
    clicks(page.get_by_role("link", name="Record a service"))
    clicks(page.get_by_role("button", name="Again: SSVF financial assistance: Rental assistance"))
    expect(page.get_by_label("Amount in dollars")).to_have_value("950.00")
    expect(page.get_by_label("Covers from")).to_have_value("")
    page.get_by_label("Covers from").fill("2026-03-01")
    page.get_by_label("Covers until").fill("2026-03-31")
    axe(page)
    picture(page, "desk-service-again")
    clicks(page.get_by_role("button", name="Save service"))
    expect(page.locator("#messages")).to_contain_text("Recorded: Rental assistance.")
    assert clicks.made <= 3
    assert worker.services.count() == 2


def test_a_service_is_corrected_and_deleted_in_two_clicks_by_keyboard(
    page: Page, stays: list[Any], worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/services/{stays[0].pk}/")
    choose(page, page.get_by_label("Service", exact=True), "Case management services")
    press(page, page.get_by_role("button", name="Save service"))
    expect(page.locator("#messages")).to_contain_text("Recorded for 2 people")
    page.goto(f"/clients/{stays[0].client_id}/services/")
    axe(page)
    picture(page, "desk-services")
    press(page, page.get_by_role("link", name="Correct"))
    yesterday = worker.today - timedelta(days=1)
    tab_to(page, page.get_by_label("Date", exact=True))
    page.keyboard.type(f"{yesterday:%m%d%Y}")
    axe(page)
    picture(page, "desk-service-correct")
    press(page, page.get_by_role("button", name="Save service"))
    expect(page.locator("#messages")).to_contain_text("The service was corrected")
    assert worker.services.filter(date_provided=yesterday).count() == 1
    press(page, page.get_by_role("link", name="Correct"))
    press(page, page.get_by_role("button", name="Delete this service"))
    expect(page.locator("#messages")).to_contain_text("Deleted.")
    assert worker.services.count() == 1
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.locator("#messages")).to_contain_text("It is back.")
    assert worker.services.count() == 2


def test_a_service_for_many_people_on_a_phone(
    phone: Page, community: Community, stays: list[Any], worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto(f"/programs/{community.rapid.pk}/")
    phone.get_by_role("link", name="Record a service for many").click()
    phone.get_by_label("Service", exact=True).select_option(label="Case management services")
    for name in ("Sandra Clarke", "Nina Clarke"):
        phone.get_by_label(name).check()
    axe(phone)
    picture(phone, "phone-services-program")
    phone.get_by_role("button", name="Save for all who are ticked").click()
    expect(phone.locator("#messages")).to_contain_text("Recorded for 2 people: Case management services.")
    assert worker.services.count() == 2


def test_another_day_changes_what_is_offered_while_the_date_keeps_the_focus(
    phone: Page, community: Community, stays: list[Any], axe: Axe, picture: Picture
) -> None:
    add_ended_offer(community)
    sign_in(phone, "intake_worker")
    phone.goto(f"/services/{stays[0].pk}/")
    day, offered = phone.get_by_label("Date", exact=True), phone.locator("#offered")
    ended = offered.locator("option", has_text="Case management services")
    expect(ended).to_have_count(0)
    day.fill("2026-01-20")
    expect(ended).to_have_count(1)
    expect(day).to_be_focused()
    offered.get_by_label("Service", exact=True).select_option(label="Case management services")
    day.fill("2026-02-20")
    expect(offered).to_contain_text("This program does not offer that service on that day.")
    axe(phone)
    picture(phone, "phone-service-ended")
    phone.get_by_role("button", name="Save service").click()
    expect(phone.get_by_role("alert")).to_contain_text("Choose the service.")
