"""The right destination is found by words, with its definition, by keyboard alone; without JavaScript it is a list."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.community import Community, add_client, add_enrollment, add_household
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import tab_to
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def stay(community: Community) -> Any:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)
    return add_enrollment(community, rosa, community.rapid, date(2026, 1, 5))


@pytest.mark.parametrize(
    ("words", "first", "others"),
    [
        ("with friend", "friends, permanent tenure", ["friends, temporary tenure"]),
        ("jail", "Jail, prison, or juvenile detention facility", []),
        ("own apartment with voucher", "Rental by client, with ongoing housing subsidy", []),
        ("tent", "Place not meant for habitation", []),
    ],
)
def test_words_find_the_few_answers_that_fit_with_section_and_definition(
    page: Page, stay: Any, words: str, first: str, others: list[str]
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/exit/{stay.pk}/")
    page.get_by_role("combobox", name="Find it by words").fill(words)
    found = page.get_by_role("listbox", name="Find it by words").get_by_role("option")
    expect(found.first).to_contain_text(first)
    for one in others:
        expect(found.filter(has_text=one)).to_have_count(1)
    assert found.count() <= 6
    expect(found.first.locator("span")).to_have_count(2)


def test_an_answer_is_found_and_chosen_by_keyboard_on_a_phone(
    phone: Page, stay: Any, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto(f"/exit/{stay.pk}/")
    axe(phone)
    words, chosen = phone.get_by_role("combobox", name="Find it by words"), phone.get_by_label("Destination")
    tab_to(phone, words)
    phone.keyboard.type("friend")
    found = phone.get_by_role("listbox").get_by_role("option", selected=True)
    expect(found).to_contain_text("permanent tenure")
    phone.keyboard.press("ArrowDown")
    expect(found).to_contain_text("temporary tenure")
    assert words.get_attribute("aria-activedescendant") == found.get_attribute("id")
    axe(phone)
    picture(phone, "phone-guided-destination")
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("listbox")).to_have_count(0)
    phone.keyboard.press("ControlOrMeta+a")
    phone.keyboard.type("own apartment with voucher")
    phone.keyboard.press("Enter")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_value("435")
    # The list's own ways go on: the subsidy is asked.
    expect(phone.get_by_label("Rental subsidy")).to_be_visible()
    expect(phone.get_by_text("Rents, with help that goes on")).to_be_visible()
    words.fill("spaceship")
    expect(phone.get_by_text("Nothing fits. Look in the list.")).to_be_visible()
    axe(phone)


@pytest.fixture
def household(community: Community) -> Any:
    born = {"Rosa": 1990, "Leo": 1988, "Luz": 2019}
    people = [
        add_client(community, name, "Example", dob=date(year, 3, 12), organization=community.own_agency)
        for name, year in born.items()
    ]
    return add_household(community, people, community.rapid, date(2026, 1, 5))


def test_in_a_households_grid_each_persons_place_is_found_by_words_and_the_keys_go_on(
    page: Page, household: Any, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/enrollments/{household[0].pk}/questions/start/household/")
    row = page.get_by_role("group", name="Where did you sleep the night before you came to us?")
    words = row.get_by_role("combobox", name="Find it by words")
    expect(words).to_have_count(2)
    second = row.get_by_role("combobox", name=re.compile("Leo Example ?: "))
    expect(words.nth(1)).to_have_accessible_description(re.compile("Leo Example ?: "))
    tab_to(page, words.nth(1))
    page.keyboard.type("=friend")
    found = page.get_by_role("listbox").get_by_role("option")
    expect(found.first).to_be_in_viewport(ratio=1)
    # Wider than its cell, and not cut off by the grid.
    assert found.first.bounding_box()["width"] > 300  # type: ignore[index]
    axe(page)
    picture(page, "grid-guided-situation")
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    expect(second).not_to_have_value("")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    first = row.get_by_role("combobox", name=re.compile("Rosa Example ?: "))
    expect(first).to_be_focused()
    expect(first).to_have_value("")


def test_on_a_phone_the_answers_found_in_a_grid_stand_within_the_page(
    phone: Page, household: Any, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto(f"/enrollments/{household[0].pk}/questions/start/household/")
    words = phone.get_by_role("combobox", name="Find it by words").first
    words.fill("jail")
    found = phone.get_by_role("listbox").get_by_role("option").first
    expect(found).to_contain_text("Jail, prison")
    expect(found).to_be_in_viewport(ratio=1)
    axe(phone)
    picture(phone, "phone-grid-guided-situation")
    found.click()
    expect(phone.get_by_role("listbox")).to_have_count(0)


def test_without_javascript_it_is_the_list_in_its_groups(
    browser: Browser, live_server: LiveServer, page: Page, stay: Any
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/exit/{stay.pk}/")
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    try:
        bare = plain.new_page()
        bare.goto(page.url)
        expect(bare.get_by_role("combobox", name="Find it by words")).to_have_count(0)
        expect(bare.get_by_label("Destination").locator("optgroup")).to_have_count(5)
    finally:
        plain.close()
