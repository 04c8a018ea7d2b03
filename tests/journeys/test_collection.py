"""The questions of an intake by keyboard, for the head and the child; an annual assessment with last answers."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from tests.community import Community, add_client, add_household, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.keyboard import choose, press, tab_to
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    """The intake worker of an agency where Sandra and her daughter came last winter."""
    people = [
        add_client(community, first, "Clarke", dob=date(born, 3, 12), organization=community.own_agency)
        for first, born in (("Sandra", 1990), ("Nina", 2019))
    ]
    add_household(community, people, community.supportive, date(2025, 12, 1))
    return viewer_for(community.personas["intake_worker"])


def test_an_intake_of_a_household_is_asked_on_one_page_by_keyboard_alone(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    sandra = worker.clients.get(first_name="Sandra")
    page.goto(f"/clients/{sandra.pk}/")
    press(page, page.get_by_role("link", name="Open the enrollment"))
    expect(page.get_by_role("heading", level=1, name="Harbor Homes")).to_be_visible()
    axe(page)
    picture(page, "desk-enrollment")
    press(page, page.get_by_role("link", name="Intake"))
    expect(page.get_by_role("heading", level=1, name="Intake")).to_be_visible()
    choose(
        page,
        page.get_by_label("Sandra Clarke: Where did you sleep the night before"),
        "Rental by client, no ongoing housing subsidy",
    )
    physical = page.get_by_role("group", name="Do you have a physical disability?")
    tab_to(page, physical.get_by_label("Sandra Clarke"))
    page.keyboard.type("N")
    page.keyboard.press("=")
    expect(physical.get_by_label("Nina Clarke")).to_have_value("0")
    developmental = page.get_by_role("group", name="Do you have a developmental disability?")
    expect(developmental.get_by_label("Sandra Clarke")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(developmental.get_by_label("Nina Clarke")).to_be_focused()
    page.keyboard.press("Enter")
    chronic = page.get_by_role("group", name="Do you have a chronic health condition?")
    expect(chronic.get_by_label("Nina Clarke")).to_be_focused()
    axe(page)
    picture(page, "desk-intake-grid")
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.locator("#messages")).to_contain_text("Saved for the household.")
    expect(page.get_by_role("heading", level=1, name="Harbor Homes")).to_be_visible()


def test_an_intake_is_asked_person_by_person_where_that_suits_better(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    page.goto(f"/enrollments/{stay.pk}/questions/start/household/")
    press(page, page.get_by_text("One person at a time"))
    press(page, page.get_by_role("link", name="Sandra Clarke").last)
    expect(page.get_by_role("heading", level=1, name="Intake")).to_be_visible()
    axe(page)
    picture(page, "desk-intake")
    press(page, page.get_by_role("button", name="Save, then Nina Clarke"))
    expect(page.locator("#messages")).to_contain_text("Saved for Sandra Clarke.")
    axe(page)
    picture(page, "desk-intake-child")
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("heading", level=1, name="Harbor Homes")).to_be_visible()


def test_a_households_questions_stand_one_below_the_other_on_a_phone(
    phone: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    phone.goto(f"/enrollments/{stay.pk}/questions/start/household/")
    phone.get_by_role("group", name="Do you have a physical disability?").get_by_label(
        "Sandra Clarke"
    ).select_option("0")
    phone.get_by_role("group", name="Do you have a physical disability?").get_by_role("button").tap()
    nina = phone.get_by_role("group", name="Do you have a physical disability?").get_by_label("Nina Clarke")
    expect(nina).to_have_value("0")
    _look(phone, axe, picture, "phone-intake-grid")


def test_last_answers_are_confirmed_on_a_phone(
    phone: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    stay = worker.enrollments.get(client__first_name="Sandra")
    phone.goto(f"/enrollments/{stay.pk}/questions/start/")
    income = phone.get_by_role("group", name="Do you have any income?")
    income.get_by_label("No", exact=True).check()
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.locator("#messages")).to_contain_text("Saved for Sandra Clarke.")
    phone.goto(f"/enrollments/{stay.pk}/")
    _look(phone, axe, picture, "phone-enrollment")
    phone.get_by_role("link", name="Annual assessment").tap()
    expect(phone.get_by_role("heading", level=1, name="Annual assessment")).to_be_visible()
    phone.get_by_text("One person at a time").tap()
    phone.get_by_role("link", name="Sandra Clarke").last.tap()
    confirm = phone.get_by_role("button", name="Same as on 1 Dec 2025 · Income")
    expect(confirm).to_be_visible()
    _look(phone, axe, picture, "phone-annual")
    confirm.tap()
    expect(income.get_by_label("No", exact=True)).to_be_checked()
    _look(phone, axe, picture, "phone-annual-confirmed")


def _look(page: Page, axe: Axe, picture: Picture, name: str) -> None:
    page.wait_for_load_state("networkidle")
    axe(page)
    picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{name} is too wide"
