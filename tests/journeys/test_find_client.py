"""Task 3: a client is found by whatever the worker has, in one or two clicks or none, by keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from hearth.records.models import Client, Enrollment
from tests.community import Community, add_client, add_enrollment, add_exit
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def robert(community: Community) -> Client:
    add_client(community, "Roberta", "García", dob=date(1971, 4, 5), organization=community.own_agency)
    left = add_client(community, "Bob", "Garcia-Pond", dob=date(1990, 3, 12))
    add_exit(community, add_enrollment(community, left, community.rapid, date(2025, 5, 1)), date(2025, 9, 1))
    return add_client(community, "Robert", "García", dob=date(1990, 12, 3), ssn="369809041")


@pytest.fixture
def stay(community: Community, robert: Client) -> Enrollment:
    return add_enrollment(community, robert, community.shelter, date(2026, 8, 3))


def test_task_3_a_mistyped_name_leads_to_the_enrollment_without_a_click(
    page: Page, robert: Client, stay: Enrollment, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.keyboard.press("/")
    page.keyboard.type("r")
    expect(page.get_by_text("Type at least two letters.")).to_be_visible()
    axe(page)
    page.keyboard.type("obret garcai")
    expect(page.get_by_text("name differs by a letter or two").first).to_be_visible()
    axe(page)
    picture(page, "desk-find-alike")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Robert García")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("bob garcia")
    expect(page.get_by_text("Bob is a nickname of Robert")).to_be_visible()
    expect(page.get_by_text("Harbor Rapid, left 1 Sep 2025")).to_be_visible()
    picture(page, "desk-find-nickname")
    page.get_by_role("link", name="Robert García").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Robert García")).to_be_visible()
    assert page.url.endswith(f"/clients/{robert.pk}/#enrollment-{stay.pk}")
    expect(page.locator(f"#enrollment-{stay.pk}")).to_be_in_viewport()


def test_enter_on_a_name_that_is_like_one_shows_who_it_is_and_enter_again_opens(
    page: Page, robert: Client, stay: Enrollment, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.keyboard.press("/")
    page.keyboard.type("robret garcai 12/3/1990")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Is this the client you mean?")).to_be_visible()
    expect(page.get_by_role("link", name="Robert García")).to_be_focused()
    axe(page)
    picture(page, "desk-find-one")
    page.set_viewport_size({"width": 390, "height": 800})
    picture(page, "phone-find-one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Robert García")).to_be_visible()


def test_task_3_on_a_phone_by_a_swapped_birth_date_and_from_the_last_ten(
    phone: Page, robert: Client, stay: Enrollment, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto("/clients/")
    phone.get_by_role("searchbox").fill("robert 3/12/1990")
    expect(phone.get_by_text("birth date with day and month swapped").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(phone)
    picture(phone, "phone-find-swapped")
    phone.get_by_role("link", name="Robert García").click()
    expect(phone.get_by_role("heading", level=1, name="Robert García")).to_be_visible()
    phone.goto("/clients/")
    expect(phone.get_by_role("heading", name="Opened last")).to_be_visible()
    axe(phone)
    picture(phone, "phone-find-recent")
    phone.get_by_role("link", name="Robert García").click()
    expect(phone.get_by_role("heading", level=1, name="Robert García")).to_be_visible()


@pytest.mark.parametrize("address", ["/clients/", "/exit/{stay}/"])
def test_what_was_entered_before_the_page_was_whole_is_answered_too(
    page: Page, stay: Enrollment, address: str
) -> None:
    sign_in(page, "intake_worker")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/htmx-4*.js", hold)
    with page.expect_request("**/htmx-4*.js"):
        page.goto(address.format(stay=stay.pk), wait_until="commit")
    if address == "/clients/":
        page.get_by_role("searchbox").fill("Robert")
        answered = page.get_by_role("link", name="Robert García")
    else:
        page.get_by_label("Destination").select_option("435")
        answered = page.get_by_label("Rental subsidy")
    expect(answered).to_have_count(0)
    [late] = held
    late.continue_()
    expect(answered).to_be_visible()


def test_a_late_answer_to_older_words_does_not_push_out_the_one_to_the_newest(
    page: Page, robert: Client, stay: Enrollment
) -> None:
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/clients/", hold)
    for words in ("Zeb", "Zebedee", "Robert"):
        with page.expect_request("**/clients/"):
            page.get_by_role("searchbox").fill(words)
    expect(page.get_by_role("searchbox")).to_have_value("Robert")
    _first, older, newest = held
    newest.continue_()
    expect(page.get_by_role("link", name="Robert García")).to_be_visible()
    with page.expect_event("requestfinished"):
        older.continue_()
    expect(page.get_by_role("link", name="Robert García")).to_be_visible()
