"""A late answer takes nothing back: of an exit, of who may be on file, of a family and of a shelter's night."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from hearth.access.nights import shelter
from hearth.access.viewer import Viewer
from hearth.actions.keep_family import add_member
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_services,
    viewer_for,
)
from tests.conftest import Axe, Picture
from tests.journeys.late import answered_late, late, replaced, replaces
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WITH_SUBSIDY, OTHER, PUBLIC_HOUSING = "435", "17", "434"


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def clarkes(community: Community, *names: str) -> list[Any]:
    return [
        add_client(community, one, "Clarke", dob=date(1990, 3, 12), organization=community.own_agency)
        for one in names
    ]


@pytest.fixture
def destination(page: Page, community: Community) -> Locator:
    """Where Sandra and Milo go, on the form of their exit."""
    head, _other = add_household(
        community, clarkes(community, "Sandra", "Milo"), community.shelter, date(2026, 1, 5)
    )
    sign_in(page, "intake_worker")
    page.goto(f"/exit/{head.pk}/")
    return page.get_by_label("Where did they go?")


def test_a_subsidy_chosen_while_the_questions_of_the_destination_are_on_the_way_again_stays(
    page: Page, destination: Locator
) -> None:
    """Somebody chose another destination by mistake, and the first one again."""
    subsidy = page.get_by_label("Rental subsidy")
    destination.select_option(WITH_SUBSIDY)
    expect(subsidy).to_be_visible()
    with replaced(subsidy), late(page, replaces("details_all")):
        destination.select_option(OTHER)
        destination.select_option(WITH_SUBSIDY)
        subsidy.select_option(PUBLIC_HOUSING)
    expect(subsidy).to_have_value(PUBLIC_HOUSING)
    expect(page.get_by_label("Where, in words")).to_have_count(0)


def test_two_destinations_chosen_while_answers_are_on_the_way_are_both_asked_about_and_saved(
    page: Page, destination: Locator, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    milo = page.get_by_role("group", name="Milo Clarke")
    with late(page, lambda asked: "#details_" in asked.headers.get("hx-target", "")):
        destination.select_option(WITH_SUBSIDY)
        milo.get_by_text("Goes elsewhere").click()
        milo.get_by_label("Own destination").select_option(OTHER)
    page.get_by_label("Rental subsidy").select_option(PUBLIC_HOUSING)
    milo.get_by_label("Where, in words").fill("On tour with a band")
    axe(page)
    picture(page, "desk-exit-late")
    page.locator("#main").get_by_role("button", name="Exit", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Exited 2 people from Harbor Night Shelter")
    left = {(one.destination, one.destination_subsidy_type, one.other_destination) for one in worker.exits}
    assert left == {(int(WITH_SUBSIDY), int(PUBLIC_HOUSING), None), (int(OTHER), None, "On tour with a band")}


@pytest.mark.parametrize("width", [1280, 390])
def test_who_may_be_on_file_comes_late_and_leaves_what_is_typed_and_is_asked_for_again(
    page: Page, community: Community, axe: Axe, picture: Picture, width: int
) -> None:
    clarkes(community, "Sandra")
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    page.locator("#find").fill("Sandra Clark")
    page.get_by_role("button", name="Not among them: add a client").click()
    alike, first = page.locator("#alike"), page.get_by_label("What is your first name?")
    with late(page, replaces("alike")):
        with page.expect_request(replaces("alike")):
            page.locator("[name=Client_DOB]").fill("1990-03-12")
        first.fill("Sand")
    expect(alike).to_contain_text("Sandra Clarke")
    expect(first).to_have_value("Sand")
    expect(first).to_be_focused()
    expect(page.locator("[name=Client_DOBDataQuality][value='1']")).to_be_checked()
    axe(page)
    picture(page, f"{width}-add-client-late")
    # The older answer, which knows her, comes after somebody else was typed.
    with answered_late(page, replaces("alike")):
        with page.expect_request(replaces("alike")):
            first.fill("Sandra")
        page.locator("[name=Client_DOB]").fill("1947-01-30")
        page.get_by_label("What is your last name?").fill("Quill")
        with page.expect_request(replaces("alike")):
            first.fill("Bartholomew")
    expect(alike).not_to_contain_text("Sandra Clarke")


def test_the_head_chosen_while_a_search_for_the_family_is_on_the_way_stays_on_a_phone(
    phone: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sandra, olga, pit, quentin = clarkes(community, "Sandra", "Olga", "Pit", "Quentin")
    for one in (pit, quentin):
        add_member(viewer=worker, client_id=olga.pk, person_id=one.pk, joined_on=date(2026, 1, 5))
    sign_in(phone, "intake_worker")
    phone.goto(f"/clients/{sandra.pk}/family/")
    words, next_head = phone.locator("#words"), phone.get_by_label("Head after Olga Clarke")
    words.fill("Olg")
    expect(next_head).to_be_visible()
    with replaced(next_head), late(phone, replaces("found")):
        with phone.expect_request(replaces("found")):
            words.press("End")
            phone.keyboard.type("a")
        next_head.select_option(label="Quentin Clarke")
    expect(next_head.locator("option:checked")).to_have_text("Quentin Clarke")
    with replaced(next_head):
        words.press("End")
        phone.keyboard.type(" C")
    expect(next_head.locator("option:checked")).to_have_text("Quentin Clarke")
    axe(phone)
    picture(phone, "phone-family-late")


@pytest.fixture
def guests(community: Community, worker: Viewer) -> None:
    """Ana Quill and Ben Stone slept in the shelter the night before."""
    tonight = shelter(worker, community.shelter.pk).tonight
    for first, last in (("Ana", "Quill"), ("Ben", "Stone")):
        stay = add_enrollment(
            community, add_client(community, first, last), community.shelter, tonight - timedelta(days=30)
        )
        add_services(community, stay, [tonight - timedelta(days=1)])


def is_tap(request: Request) -> bool:
    return "x-tap" in request.headers


def test_a_guest_checked_in_while_a_search_is_on_the_way_is_here_among_those_found_on_a_phone(
    phone: Page, guests: None, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto("/shelter/")
    with answered_late(phone, replaces("found")):
        phone.get_by_role("searchbox", name="Find a guest").fill("Quill")
        with phone.expect_request(replaces("found")):
            phone.keyboard.press("Enter")
        phone.get_by_role("button", name="Check in · Ana Quill").tap()
        expect(phone.locator("[data-count=here]")).to_have_text("1")
    found = phone.locator("#found")
    expect(found.get_by_role("button", name="Undo · Ana Quill")).to_be_visible()
    expect(found.get_by_role("button", name="Check in · Ana Quill")).to_have_count(0)
    axe(phone)
    picture(phone, "phone-night-late")


def test_a_tap_on_its_way_is_told_among_those_who_were_found_meanwhile(page: Page, guests: None) -> None:
    sign_in(page, "intake_worker")
    page.goto("/shelter/")
    row = page.locator("#found [data-guest]")
    with late(page, is_tap):
        page.get_by_role("button", name="Check in · Ana Quill").click()
        page.get_by_role("searchbox", name="Find a guest").fill("Quill")
        page.keyboard.press("Enter")
        expect(row).to_contain_text("Saving…")
        expect(row.get_by_role("button", name="Check in")).to_be_disabled()
    expect(row.get_by_role("button", name="Undo · Ana Quill")).to_be_visible()


def test_what_is_typed_before_the_page_listens_narrows_the_night_when_it_does(
    page: Page, guests: None
) -> None:
    sign_in(page, "intake_worker")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/attendance*.js", hold)
    page.goto("/shelter/", wait_until="commit")
    ben = page.get_by_role("button", name="Check in · Ben Stone")
    page.get_by_role("searchbox", name="Find a guest").fill("Quill")
    expect(ben).to_be_visible()
    [late] = held
    late.continue_()
    expect(ben).to_be_hidden()
    expect(page.get_by_role("button", name="Check in · Ana Quill")).to_be_visible()
