"""Exits: a household leaves with its head staying behind or not; the system's exits are kept off, undone, explained."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from hearth.actions.auto_exit import exit_quiet_households
from tests.community import Community, add_client, add_household, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.clicks import Clicks
from tests.journeys.keyboard import press
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def enrolled(community: Community, days_ago: int, *names: str, project: Any = None) -> list[Any]:
    people = [
        add_client(community, one, "Clarke", dob=date(1990, 3, 12), organization=community.own_agency)
        for one in names
    ]
    start = viewer_for(community.personas["intake_worker"]).today - timedelta(days=days_ago)
    return add_household(community, people, project or community.shelter, start)


def test_who_is_still_here_is_kept_with_one_click(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    [stay] = enrolled(community, 78, "Sandra")
    sign_in(page, "intake_worker")
    expect(page.get_by_role("link", name="Exits by the system that are coming")).to_be_visible()
    axe(page)
    picture(page, "desk-home-to-do")
    page.get_by_role("link", name="Exits by the system that are coming").click()
    expect(page.get_by_text("in 12 days")).to_be_visible()
    axe(page)
    picture(page, "desk-auto-exits")
    page.get_by_role("link", name="When and why").click()
    expect(page.get_by_text("exited after 90 days")).to_be_visible()
    axe(page)
    picture(page, "desk-auto-exit-policy")
    page.goto(f"/enrollments/{stay.pk}/")
    expect(page.get_by_text("Exited by the system in 12 days")).to_be_visible()
    axe(page)
    picture(page, "desk-enrollment-auto-exit")
    press(page, page.get_by_role("button", name="Still active"))
    expect(page.locator("#messages")).to_contain_text("still active")
    expect(page.get_by_text("Exited by the system")).to_have_count(0)


def test_an_exit_by_the_system_is_undone_in_two_clicks(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    head, _child = enrolled(community, 120, "Sandra", "Milo")
    exit_quiet_households()
    sign_in(page, "intake_worker")
    page.goto(f"/enrollments/{head.pk}/")
    picture(page, "desk-enrollment-exited")
    clicks = Clicks()
    clicks(page.get_by_role("link", name="Reopen"))
    axe(page)
    picture(page, "desk-reopen")
    clicks(page.get_by_role("button", name="They never left: reopen"))
    expect(page.locator("#messages")).to_contain_text("Reopened for 2 people")
    print(f"task 24: {clicks.made} clicks of 2")
    assert clicks.made <= 2
    assert not worker.exits.exists()


def test_many_are_chosen_and_reopened_with_two_clicks_more_on_a_phone(
    phone: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    enrolled(community, 120, "Sandra")
    enrolled(community, 130, "Nina")
    exit_quiet_households()
    sign_in(phone, "intake_worker")
    picture(phone, "phone-home-to-do")
    phone.goto("/auto-exits/?show=done")
    clicks = Clicks()
    boxes = phone.get_by_role("checkbox").all()
    for box in boxes:
        clicks(box)
    axe(phone)
    picture(phone, "phone-auto-exits-done")
    clicks(phone.get_by_role("button", name="Reopen the chosen ones"))
    picture(phone, "phone-reopen")
    clicks(phone.get_by_role("button", name="They never left: reopen"))
    expect(phone.locator("#messages")).to_contain_text("Reopened for 2 people")
    assert clicks.made <= 2 + len(boxes)
    assert not worker.exits.exists()


def test_the_head_leaves_and_another_becomes_head_before_the_questions_of_the_exit(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    head, other = enrolled(community, 40, "Sandra", "Milo")
    sign_in(page, "intake_worker")
    page.goto(f"/exit/{head.pk}/")
    page.get_by_label("Milo Clarke").first.uncheck()
    page.get_by_label("Where did they go?").select_option("410")
    page.locator("#main").get_by_role("button", name="Exit", exact=True).click()
    expect(page.get_by_text("Who is head of household from now on?").first).to_be_visible()
    axe(page)
    picture(page, "desk-exit-new-head")
    page.locator("#main").get_by_role("button", name="Exit", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Exited from Harbor Night Shelter")
    axe(page)
    picture(page, "desk-exit-questions")
    assert worker.enrollments.get(pk=other.pk).relationship_to_hoh == 1


def test_an_annual_assessment_goes_from_home_to_saved_in_three_clicks_and_a_late_one_is_labelled(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    enrolled(community, 365, "Sandra", "Milo", project=community.rapid)
    sign_in(page, "intake_worker")
    clicks = Clicks()
    clicks(page.get_by_role("link", name="Annual assessments due"))
    axe(page)
    picture(page, "desk-annuals")
    clicks(page.get_by_role("link", name="Ask now"))
    expect(page.get_by_text("It counts for the anniversary on")).to_be_visible()
    expect(page.get_by_text("This day is outside")).to_have_count(0)
    axe(page)
    picture(page, "desk-annual-household")
    clicks(page.locator("#main").get_by_role("button", name="Save").first)
    expect(page.locator("#messages")).to_contain_text("Saved")
    expect(page.get_by_text("Outside its window")).to_have_count(0)
    print(f"task 19: {clicks.made} clicks of 3")
    assert clicks.made <= 3
    page.goto("/to-do/?show=annuals")
    expect(page.get_by_text("No annual assessment is due")).to_be_visible()
    # One that comes late is saved all the same, and says so before and after.
    [late, _child] = enrolled(community, 365 + 45, "Nina", "Luz", project=community.rapid)
    page.goto("/to-do/?show=annuals")
    expect(page.get_by_role("row", name="Nina Clarke").get_by_text("Late", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ask now · Nina Clarke").click()
    expect(page.get_by_text("This day is outside: it is kept and labelled so.")).to_be_visible()
    axe(page)
    picture(page, "desk-annual-late")
    page.locator("#main").get_by_role("button", name="Save").first.click()
    expect(page.locator("#messages")).to_contain_text("Saved")
    assert page.url.endswith(f"/enrollments/{late.pk}/")
    expect(page.get_by_role("row", name="Annual").get_by_text("Outside its window")).to_be_visible()
    expect(page.get_by_text("The annual assessment is late")).to_have_count(0)
    axe(page)
    picture(page, "desk-enrollment-annual-outside")
