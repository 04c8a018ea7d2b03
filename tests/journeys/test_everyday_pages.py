"""The pages of every day, full and empty, at a desk and on a phone: searched by keyboard, looked at by axe."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from hearth.records.models import AgencyRole, Client
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_services,
    viewer_for,
)
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


@pytest.fixture
def rosa(community: Community) -> Client:
    """A client with everything: household, stays open and ended, many services, a corrected birth date."""
    rosa = add_client(
        community,
        "Rosa",
        "Example",
        ssn="000-00-1234",
        dob=date(1990, 3, 21),
        veteran_status=0,
        white=1,
        sex=0,
    )
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    nameless = add_client(community, "", "", name_data_quality=99, dob_data_quality=99)
    shelter, *_ = add_household(community, [rosa, leo, nameless], community.shelter, date(2026, 8, 3))
    add_services(community, shelter, [date(2026, 8, 3) + timedelta(days=night) for night in range(60)])
    old = add_enrollment(community, rosa, community.rapid, date(2023, 4, 1))
    add_exit(community, old, date(2024, 2, 1), 422)
    worker = community.personas["intake_worker"]
    with change(by=worker, action="correct_profile", why="Read from the birth certificate"):
        rosa.dob = date(1990, 3, 12)
        rosa.save()
    for number in range(30):
        add_client(
            community,
            f"Sam{number:02}",
            LONG_NAME[:50],
            dob=date(1980, 1, 1),
            organization=community.own_agency,
        )
    return rosa


@pytest.fixture
def worker(community: Community, rosa: Client) -> Viewer:
    account = community.personas["intake_worker"]
    add_account("intake_worker", community.other_agency, "intake_worker", is_primary=False)
    return viewer_for(account)


def test_a_client_is_found_and_opened_by_keyboard_as_one_types(
    page: Page, worker: Viewer, rosa: Client, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    expect(page.get_by_text("No clients opened yet")).to_be_visible()
    axe(page)
    picture(page, "desk-home-new")
    page.keyboard.press("/")
    page.keyboard.type("exa")
    expect(page.get_by_role("searchbox")).to_have_value("exa")
    expect(page.get_by_role("link", name="Leo Example")).to_be_visible()
    expect(page.get_by_text("2 clients")).to_be_visible()
    axe(page)
    picture(page, "desk-home-searching")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Rosa Example")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Rosa Example")).to_be_visible()
    assert str(rosa.pk) in page.url
    page.go_back()
    expect(page.get_by_role("link", name="Rosa Example").first).to_be_visible()
    assert "exa" not in page.url


def test_a_search_says_what_it_read_when_it_finds_nobody_or_too_many(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    box = page.get_by_role("searchbox")
    box.fill("Zebedee")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    axe(page)
    picture(page, "desk-find-nobody")
    box.fill("sam wolf")
    expect(page.get_by_text("Showing 25 of 30")).to_be_visible()
    axe(page)
    picture(page, "desk-find-too-many")
    box.fill("1234")
    expect(page.get_by_text("Read as last four digits of the SSN")).to_be_visible()
    expect(page.get_by_role("link", name="Rosa Example")).to_be_visible()


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_the_pages_of_a_client_and_a_program_are_sound(
    width: str, request: pytest.FixtureRequest, worker: Viewer, rosa: Client, axe: Axe, picture: Picture
) -> None:
    page: Page = request.getfixturevalue("page" if width == "desk" else "phone")
    sign_in(page, "intake_worker")
    program = worker.projects.get(project_name="Harbor Night Shelter")
    long_named = worker.clients.filter(first_name="Sam00").get()
    for name, path, words in (
        ("client", f"/clients/{rosa.pk}/", "Harbor Night Shelter"),
        ("services", f"/clients/{rosa.pk}/services/", "60"),
        ("history", f"/clients/{rosa.pk}/history/", "Read from the birth certificate"),
        ("client-empty", f"/clients/{long_named.pk}/", "Not enrolled anywhere now"),
        ("programs", "/programs/", "Harbor Homes"),
        ("program", f"/programs/{program.pk}/", "Rosa Example"),
        ("home", "/", "Rosa Example"),
        ("find", "/clients/", "Find a client"),
    ):
        page.goto(path)
        expect(page.locator("#main").get_by_text(words).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{path} is wider than the screen"
        )
        axe(page)
        picture(page, f"{width}-{name}")


def test_somebody_with_two_agencies_switches_and_somebody_with_none_is_told_whom_to_ask(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.get_by_text("Harbor House (example)").first.click()
    page.get_by_role("button", name="Hillside Services (example)").click()
    expect(page.get_by_text("You now work as Hillside Services (example).")).to_be_visible()
    AgencyRole.objects.filter(account=worker.account).delete()
    page.goto("/programs/")
    expect(page.get_by_role("heading", name="You work for no agency yet")).to_be_visible()
    axe(page)
    picture(page, "desk-no-agency")
