"""The main walk: sign in, find, enroll a household of three, a service for two, exit, see the history."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from hearth.access.viewer import Viewer
from tests.community import PASSWORD, Community, add_client, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.keyboard import choose, press, tab_to, type_into
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    """The intake worker of an agency that knows Sandra Clarke and her two children."""
    for first, born in (("Sandra", 1990), ("Milo", 2015), ("Nina", 2019)):
        add_client(
            community,
            first,
            "Clarke",
            ssn="123-45-6789" if first == "Sandra" else "",
            dob=date(born, 3, 12),
            organization=community.own_agency,
        )
    return viewer_for(community.personas["intake_worker"])


def test_a_household_goes_from_the_door_to_the_exit_by_keyboard_alone(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    _sign_in_and_find(page, axe, picture)
    _enroll_three(page, axe, picture, worker.today - timedelta(days=3))
    _serve_two(page, axe, picture)
    _exit_all(page, axe, picture)
    page.goto(f"/clients/{worker.clients.get(first_name='Sandra').pk}/")
    _see_the_history(page, axe, picture)
    assert worker.enrollments.count() == worker.exits.count() == 3
    assert worker.services.count() == 2
    assert len(set(worker.enrollments.values_list("household_id", flat=True))) == 1


def _sign_in_and_find(page: Page, axe: Axe, picture: Picture) -> None:
    page.goto("/accounts/login/")
    axe(page)
    picture(page, "desk-sign-in")
    type_into(page, page.locator("[name=login]"), "intake_worker")
    type_into(page, page.locator("[name=password]"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    axe(page)
    picture(page, "desk-home")
    page.keyboard.press("/")
    page.keyboard.type("San Cla")
    page.keyboard.press("Enter")
    found = page.locator("#main").get_by_role("link", name="Sandra Clarke")
    expect(found).to_be_visible()
    assert "San" not in page.url
    axe(page)
    picture(page, "desk-find-client")
    press(page, found)
    expect(page.get_by_role("heading", level=1, name="Sandra Clarke")).to_be_visible()
    axe(page)
    picture(page, "desk-client-new")


def _enroll_three(page: Page, axe: Axe, picture: Picture, start: date) -> None:
    press(page, page.get_by_role("link", name="Enroll"))
    program = page.get_by_role("link", name="Harbor Night Shelter")
    expect(program).to_be_visible()
    axe(page)
    picture(page, "desk-choose-program")
    press(page, program)
    day = page.get_by_label("Start date", exact=True)
    tab_to(page, day)
    page.keyboard.type(f"{start:%m%d%Y}")
    for name, search in (("Milo Clarke", "Mil Cla"), ("Nina Clarke", "Nin Cla")):
        type_into(page, page.locator("#words"), search)
        press(page, page.get_by_role("button", name=f"Add {name}"))
        expect(page.get_by_role("group", name=name)).to_be_visible()
    axe(page)
    press(page, page.locator("#main").get_by_role("button", name="Enroll"))
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.locator("[data-errors]")).to_contain_text("Choose how Milo Clarke belongs to the household.")
    expect(day).to_have_value(start.isoformat())
    axe(page)
    picture(page, "desk-enroll-errors")
    for name in ("Milo Clarke", "Nina Clarke"):
        person = page.get_by_role("group", name=name)
        choose(page, person.get_by_label("Relationship to head of household"), "Head of household's child")
    picture(page, "desk-enroll")
    press(page, page.locator("#main").get_by_role("button", name="Enroll"))
    expect(page.locator("#messages")).to_contain_text("Enrolled 3 people in Harbor Night Shelter.")
    axe(page)
    picture(page, "desk-client-enrolled")


def _serve_two(page: Page, axe: Axe, picture: Picture) -> None:
    press(page, page.get_by_role("link", name="Record a service"))
    expect(page.get_by_role("heading", level=1, name="Record a service")).to_be_visible()
    press(page, page.get_by_label("Nina Clarke"), "Space")
    axe(page)
    picture(page, "desk-record-service")
    press(page, page.get_by_role("button", name="Save service"))
    expect(page.locator("#messages")).to_contain_text("Recorded for 2 people: Bed night.")


def _exit_all(page: Page, axe: Axe, picture: Picture) -> None:
    press(page, page.get_by_role("link", name="Exit household"))
    where = page.get_by_label("Where did they go?")
    choose(page, where, "Rental by client, with ongoing housing subsidy")
    subsidy = page.get_by_label("Rental subsidy")
    choose(page, subsidy, "RRH or equivalent subsidy")
    axe(page)
    picture(page, "desk-exit")
    press(page, page.locator("#main").get_by_role("button", name="Exit", exact=True))
    expect(page.locator("#messages")).to_contain_text("Exited 3 people from Harbor Night Shelter")
    axe(page)
    picture(page, "desk-client-exited")


def _see_the_history(page: Page, axe: Axe, picture: Picture) -> None:
    press(page, page.get_by_role("link", name="History"))
    acts = page.locator("#main")
    for act in ("Exited the household", "Recorded a service", "Enrolled the household"):
        expect(acts.get_by_text(act)).to_be_visible()
    axe(page)
    picture(page, "desk-history")


def test_an_act_is_taken_back_where_it_was_done(page: Page, worker: Viewer) -> None:
    sign_in(page, "intake_worker")
    sandra = worker.clients.get(first_name="Sandra")
    page.goto(f"/intake/{sandra.id}/")
    page.get_by_role("link", name="Harbor Night Shelter").click()
    page.get_by_role("button", name="Enroll").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("The enrollment was taken back.")
    assert not worker.enrollments.exists()


def test_the_same_walk_fits_a_phone(phone: Page, worker: Viewer, axe: Axe, picture: Picture) -> None:
    sandra = worker.clients.get(first_name="Sandra")
    phone.goto("/accounts/login/")
    axe(phone)
    picture(phone, "phone-sign-in")
    sign_in(phone, "intake_worker")
    picture(phone, "phone-home")
    phone.goto(f"/clients/{sandra.id}/")
    picture(phone, "phone-client-new")
    phone.get_by_role("link", name="Enroll").click()
    _look(phone, axe, picture, "phone-choose-program")
    phone.get_by_role("link", name="Harbor Night Shelter").click()
    phone.locator("#words").fill("Mil Cla")
    phone.get_by_role("button", name="Add Milo Clarke").click()
    phone.get_by_role("group", name="Milo Clarke").get_by_label(
        "Relationship to head of household"
    ).select_option("2")
    _look(phone, axe, picture, "phone-enroll")
    phone.locator("#main").get_by_role("button", name="Enroll").click()
    expect(phone.locator("#messages")).to_contain_text("Enrolled 2 people")
    _look(phone, axe, picture, "phone-client-enrolled")
    phone.get_by_role("link", name="Record a service").click()
    _look(phone, axe, picture, "phone-record-service")
    phone.get_by_role("button", name="Save service").click()
    expect(phone.locator("#messages")).to_contain_text("Recorded")
    phone.get_by_role("link", name="Exit household").click()
    phone.get_by_label("Where did they go?").select_option("17")
    phone.get_by_label("Where, in words").fill("On a boat")
    _look(phone, axe, picture, "phone-exit")
    phone.locator("#main").get_by_role("button", name="Exit", exact=True).click()
    expect(phone.locator("#messages")).to_contain_text("Exited 2 people")
    phone.goto(f"/clients/{sandra.id}/")
    phone.get_by_role("navigation", name="Sandra Clarke").locator("summary").click()
    phone.get_by_role("link", name="History").click()
    _look(phone, axe, picture, "phone-history")


def _look(page: Page, axe: Axe, picture: Picture, name: str) -> None:
    """Check and keep a page, and that nothing of it lies beside the screen."""
    page.wait_for_load_state("networkidle")
    axe(page)
    picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{name} is too wide"


def test_a_child_without_a_record_is_added_inside_the_form_by_keyboard_on_a_phone(
    phone: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sandra = worker.clients.get(first_name="Sandra")
    sign_in(phone, "intake_worker")
    phone.goto(f"/clients/{sandra.pk}/")
    press(phone, phone.get_by_role("link", name="Enroll"))
    press(phone, phone.get_by_role("link", name="Harbor Night Shelter"))
    type_into(phone, phone.locator("#words"), "tito clarke")
    press(phone, phone.get_by_role("button", name="Not among them: add a new person"))
    first = phone.locator("#id_Client_FirstName")
    expect(first).to_be_focused()
    expect(first).to_have_value("Tito")
    tab_to(phone, phone.locator("#id_Client_DOB"))
    phone.keyboard.type("03122015")
    # Milo is of that name, and was born on that day.
    type_into(phone, first, "Milo")
    expect(phone.locator("#alike")).to_contain_text("It is the same person: take Milo Clarke")
    axe(phone)
    picture(phone, "phone-intake-new-person")
    type_into(phone, first, "Tito")
    phone.keyboard.press("Enter")
    tito = phone.get_by_role("group", name="Tito Clarke")
    expect(tito.get_by_label("Relationship to head of household")).to_be_focused()
    choose(phone, tito.get_by_label("Relationship to head of household"), "Head of household's child")
    axe(phone)
    picture(phone, "phone-intake-new-person-added")
    press(phone, phone.locator("#main").get_by_role("button", name="Enroll"))
    expect(phone.locator("#messages")).to_contain_text("Enrolled 2 people in Harbor Night Shelter.")


def test_who_is_added_while_the_one_before_is_on_the_way_pushes_nobody_out(
    page: Page, worker: Viewer, community: Community
) -> None:
    sandra = worker.clients.get(first_name="Sandra")
    sign_in(page, "intake_worker")
    page.goto(f"/intake/{sandra.pk}/{community.shelter.pk}/")
    page.locator("#words").fill("Clarke")
    expect(page.get_by_role("button", name="Add Nina Clarke")).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/intake/**", hold)
    page.get_by_role("button", name="Add Milo Clarke").click()
    page.get_by_role("button", name="Add Nina Clarke").click()
    for late in held:
        late.continue_()
    page.unroute("**/intake/**")
    expect(page.get_by_role("group", name="Milo Clarke")).to_be_visible()
    # The second was not taken yet, and is still to be had.
    page.locator("#words").fill("Nina Clarke")
    page.get_by_role("button", name="Add Nina Clarke").click()
    for name in ("Milo Clarke", "Nina Clarke"):
        expect(page.get_by_role("group", name=name)).to_be_visible()
