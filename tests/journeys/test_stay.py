"""The stay of a household is corrected, gets another head and staff, and somebody is added to it in three clicks."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from hearth.records.write import change
from tests.community import CHILD, HEAD, Community, add_client, add_household, add_services, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = date(2026, 1, 5)


@pytest.fixture
def worker(community: Community) -> Viewer:
    """The intake worker of an agency where Sandra and her grown son were housed; her daughter was not with them."""
    people = [
        add_client(community, first, "Clarke", dob=date(born, 3, 12), organization=community.own_agency)
        for first, born in (("Sandra", 1970), ("Milo", 1995), ("Nina", 2015))
    ]
    add_household(community, people[:2], community.rapid, START)
    return viewer_for(community.personas["intake_worker"])


def test_another_member_becomes_head_and_the_move_in_date_is_asked_on_the_enrollments_pages(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    page.goto(f"/enrollments/{stay.pk}/stay/")
    axe(page)
    picture(page, "desk-stay")
    page.get_by_label("Housing move-in date").fill("2026-02-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Corrected.")
    page.get_by_role("link", name="Stay", exact=True).click()
    page.get_by_label("Head of household", exact=True).select_option(label="Milo Clarke")
    page.get_by_role("button", name="Make this person the head").click()
    expect(page.locator("#messages")).to_contain_text("Another head of household")
    axe(page)
    picture(page, "desk-enrollment-of-two")
    milo = worker.enrollments.get(client__first_name="Milo")
    assert (milo.relationship_to_hoh, milo.move_in_date) == (HEAD, date(2026, 2, 1))


def test_somebody_is_added_to_a_household_later_in_three_clicks_on_a_phone(
    phone: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    phone.goto(f"/enrollments/{stay.pk}/")
    _look(phone, axe, picture, "phone-enrollment-of-two")
    phone.get_by_role("link", name="Add a person").tap()
    phone.locator("#words").fill("Nin Cla")
    phone.get_by_role("button", name="Add Nina Clarke").tap()
    nina = phone.get_by_role("group", name="Nina Clarke")
    nina.get_by_label("Relationship to head of household").select_option(str(CHILD))
    _look(phone, axe, picture, "phone-add-to-household")
    phone.get_by_role("button", name="Enroll", exact=True).tap()
    expect(phone.locator("#messages")).to_contain_text("Enrolled")
    came = worker.enrollments.get(client__first_name="Nina")
    assert came.household_id == stay.household_id
    phone.goto(f"/enrollments/{stay.pk}/stay/")
    _look(phone, axe, picture, "phone-stay")


def test_the_history_of_an_enrollment_is_filtered_and_read_at_a_desk_and_on_a_phone(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    add_services(community, stay, [START + timedelta(days=night) for night in range(30)])
    with change(by=worker.account, action="correct_enrollment", why="Read from a paper"):
        stay.entry_date = START - timedelta(days=1)
        stay.save()
    page.goto(f"/enrollments/{stay.pk}/")
    page.get_by_role("link", name="History", exact=True).last.click()
    axe(page)
    picture(page, "desk-stay-history")
    page.locator("#id_kind").select_option(label="Corrections")
    page.get_by_role("button", name="Show these").press("Enter")
    expect(page).to_have_url(re.compile("kind="))
    expect(page.get_by_role("table")).to_contain_text("Read from a paper")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    _look(page, axe, picture, "phone-stay-history")


def _look(page: Page, axe: Axe, picture: Picture, name: str) -> None:
    page.wait_for_load_state("networkidle")
    axe(page)
    picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{name} is too wide"


def test_two_enrollments_of_one_stay_are_joined_and_taken_apart_on_a_phone(
    phone: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    again = [worker.clients.get(first_name=name) for name in ("Sandra", "Milo")]
    add_household(community, again, community.rapid, START + timedelta(days=30))
    sign_in(phone, "agency_manager")
    stay = worker.enrollments.filter(client=again[0]).order_by("entry_date")[0]
    phone.goto(f"/enrollments/{stay.pk}/")
    phone.get_by_role("link", name="Look at both").tap()
    expect(phone.get_by_role("heading", level=1, name="One stay or two?")).to_be_visible()
    _look(phone, axe, picture, "phone-two-enrollments")
    phone.get_by_role("button", name="Join into one stay").tap()
    expect(phone.locator("#messages")).to_contain_text("Joined: it is one stay now.")
    assert worker.enrollments.count() == 2
    _look(phone, axe, picture, "phone-joined-enrollments")
    phone.get_by_role("button", name="Take them apart").tap()
    expect(phone.locator("#messages")).to_contain_text("They are two enrollments again.")
    assert worker.enrollments.count() == 4
