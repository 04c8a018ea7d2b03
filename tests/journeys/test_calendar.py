"""The calendar of a caseload, from Home to where each thing is done, by keyboard and on a phone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from hearth.actions.set_goal import Aim, set_goal
from hearth.records.models import Enrollment
from hearth.screens.calendar.month import month_of
from tests.caseload import take
from tests.community import Community, add_client, add_household, add_release, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import press, tab_to
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def stays(community: Community, worker: Viewer) -> list[Enrollment]:
    """A household of the worker's, with goals for today and for the next month."""
    people = [add_client(community, name, "Clarke") for name in ("Sandra", "Maximilian-Alexander")]
    found = add_household(community, people, community.rapid, worker.today - timedelta(days=350))
    take(community, worker.account, *found)
    return found


def aim(worker: Viewer, stay: Enrollment, words: str, on: date, *, is_private: bool = False) -> None:
    goal = Aim(words, stay.entry_date, target_on=on, is_private=is_private)
    set_goal(viewer=worker, enrollment=stay, aim=goal)


def test_what_is_due_is_found_from_home_and_the_months_are_turned_by_keyboard(
    page: Page, worker: Viewer, stays: list[Enrollment], axe: Axe, picture: Picture
) -> None:
    this = month_of(worker.today)
    coming = month_of(this.next)
    aim(worker, stays[0], "See the dentist", worker.today)
    aim(worker, stays[0], "Find work", coming.first)
    sign_in(page, "intake_worker")
    # What is to do comes after the page: it is looked at with all its links.
    expect(page.get_by_role("link", name="2 My caseload")).to_be_visible()
    axe(page)
    picture(page, "desk-home-calendar")
    press(page, page.get_by_role("link", name="Calendar", exact=True))
    expect(page.get_by_role("heading", name=f"{this.first:%B %Y}")).to_be_visible()
    expect(page.locator(".is-today")).to_contain_text("Today")
    expect(page.locator(".is-today")).to_contain_text("Goal: See the dentist")
    axe(page)
    picture(page, "desk-calendar")
    tab_to(page, page.locator("[rel=next]"))
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name=f"{coming.first:%B %Y}")).to_be_visible()
    # The month that came has the focus: the next key turns on.
    expect(page.locator("#month")).to_be_focused()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", name=f"{this.first:%B %Y}")).to_be_visible()
    expect(page.locator("#month")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name=f"{coming.first:%B %Y}")).to_be_visible()
    press(page, page.get_by_role("link", name="Sandra Clarke Goal: Find work"))
    expect(page.get_by_role("heading", name="Find work")).to_be_in_viewport()


def test_a_full_day_opens_and_a_kind_is_picked_by_keyboard(
    page: Page, community: Community, worker: Viewer, stays: list[Enrollment], axe: Axe, picture: Picture
) -> None:
    for number in range(4):
        aim(worker, stays[number % 2], f"Aim {number}", worker.today, is_private=number == 3)
    add_release(community, stays[0].client, community.own_agency, ends_on=worker.today)
    sign_in(page, "intake_worker")
    page.goto("/calendar/")
    press(page, page.get_by_role("link", name="2 more"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("today")
    expect(page.get_by_role("row")).to_have_count(6)
    expect(page.get_by_text("Private")).to_have_count(1)
    axe(page)
    picture(page, "desk-calendar-day")
    press(page, page.locator("nav.tabs > ul").get_by_role("link", name="Releases that end"))
    expect(page.get_by_role("row")).to_have_count(2)
    press(page, page.get_by_role("link", name="Release ends · Sandra Clarke"))
    expect(page).to_have_url(re.compile(f"/clients/{stays[0].client_id}/release/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_it_is_a_list_of_days_on_a_phone_and_says_so_when_nothing_is_due(
    phone: Page, worker: Viewer, stays: list[Enrollment], axe: Axe, picture: Picture
) -> None:
    this = month_of(worker.today)
    aim(worker, stays[0], "Speak with the landlord about the deposit and the repairs, " * 4, worker.today)
    aim(worker, stays[1], "See the dentist", this.first)
    aim(worker, stays[1], "Leave him", this.last, is_private=True)
    sign_in(phone, "intake_worker")
    phone.goto("/calendar/")
    expect(phone.get_by_text("See the dentist")).to_be_visible()
    expect(phone.get_by_text("Leave him")).to_have_count(0)
    axe(phone)
    picture(phone, "phone-calendar")
    press(phone, phone.get_by_role("link", name="Today", exact=True))
    expect(phone.locator("#today")).to_be_focused()
    phone.goto(f"/calendar/?on={worker.today.isoformat()}")
    axe(phone)
    picture(phone, "phone-calendar-day")
    phone.goto(f"/calendar/?month={worker.today.year + 3}-01&show=goals")
    expect(phone.get_by_text("Nothing is due in January")).to_be_visible()
    axe(phone)
    picture(phone, "phone-calendar-empty")
