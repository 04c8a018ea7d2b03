"""A late answer takes nothing back: what was entered while it was on the way stands when it has come."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from hearth.access.viewer import Viewer
from hearth.records.models import Project
from hearth.records.write import change
from tests.community import Community, add_client, add_funder, add_household, born, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.late import late, listens, replaced, replaces
from tests.journeys.sign_in import sign_in
from tests.offers import add_ended_offer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SSVF = 33


@pytest.fixture
def people(community: Community) -> list[Any]:
    """Sandra Clarke and her two children, on file with the intake worker's agency."""
    return [
        add_client(community, first, "Clarke", dob=date(year, 3, 12), organization=community.own_agency)
        for first, year in (("Sandra", 1990), ("Milo", 2015), ("Nina", 2019))
    ]


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def service(page: Page, community: Community, people: list[Any]) -> Locator:
    """The form of a service in a program that SSVF pays for; case management was offered until January."""
    add_funder(community, community.rapid, SSVF)
    stays = add_household(community, people[:1], community.rapid, date(2026, 1, 5))
    add_ended_offer(community)
    sign_in(page, "intake_worker")
    page.goto(f"/services/{stays[0].pk}/")
    return page.locator("#offered")


def _of_another_day(offered: Locator) -> None:
    """Wait for the answer of a day in January: it offers one service more."""
    expect(offered.locator("option", has_text="Case management services")).to_have_count(1)


def test_a_service_chosen_while_another_days_offer_is_on_the_way_stays_with_its_details(
    page: Page, service: Locator
) -> None:
    with late(page, replaces("offered")):
        page.get_by_label("Date", exact=True).fill("2026-01-20")
        service.get_by_label("Service", exact=True).select_option(label="Rental assistance")
        expect(page.get_by_label("Amount in dollars")).to_be_visible()
    _of_another_day(service)
    expect(service.get_by_label("Service", exact=True).locator("option:checked")).to_have_text(
        "Rental assistance"
    )
    expect(page.get_by_label("Amount in dollars")).to_be_visible()


def test_details_entered_while_another_days_offer_is_on_the_way_stay(
    page: Page, service: Locator, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    with late(page, replaces("offered")):
        page.get_by_label("Date", exact=True).fill("2026-01-20")
        service.get_by_label("Service", exact=True).select_option(label="Rental assistance")
        page.get_by_label("Amount in dollars").fill("950")
        page.get_by_label("Covers from").fill("2026-01-01")
        page.get_by_label("Covers until").fill("2026-01-31")
        page.get_by_label("Sandra Clarke").focus()
    _of_another_day(service)
    expect(page.get_by_label("Amount in dollars")).to_have_value("950")
    axe(page)
    picture(page, "desk-service-late")
    page.get_by_role("button", name="Save service").click()
    expect(page.locator("#messages")).to_contain_text("Recorded: Rental assistance.")
    paid: Any = worker.services.get()
    assert (paid.date_provided, paid.fa_amount) == (date(2026, 1, 20), 950)


# Up to the month, and up to the second digit of the year: then it is a day of the year 20 already.
@pytest.mark.parametrize("digits", [2, 6])
def test_a_date_half_typed_while_an_answer_is_on_the_way_can_be_typed_to_its_end(
    page: Page, service: Locator, digits: int
) -> None:
    typed = "01152026"
    service.get_by_label("Service", exact=True).select_option(label="Rental assistance")
    start = page.get_by_label("Covers from")
    is_answer = replaces("offered")
    with page.expect_response(lambda answer: is_answer(answer.request)), late(page, is_answer):
        page.get_by_label("Date", exact=True).fill("2026-01-20")
        start.focus()
        page.keyboard.type(typed[:digits])
    page.keyboard.type(typed[digits:])
    expect(start).to_have_value("2026-01-15")
    page.get_by_label("Sandra Clarke").focus()
    _of_another_day(service)
    expect(start).to_have_value("2026-01-15")


@pytest.fixture
def household(page: Page, community: Community, people: list[Any]) -> Locator:
    """The form that enrolls Sandra, with both children found."""
    sign_in(page, "intake_worker")
    page.goto(f"/intake/{people[0].pk}/{community.shelter.pk}/")
    page.locator("#words").fill("Clarke")
    for name in ("Milo", "Nina"):
        listens(page.get_by_role("button", name=f"Add {name} Clarke"))
    return page.locator("#members")


def test_a_relationship_chosen_while_another_member_is_on_the_way_stays(
    page: Page, household: Locator, axe: Axe, picture: Picture
) -> None:
    page.get_by_role("button", name="Add Nina Clarke").click()
    nina = page.get_by_role("group", name="Nina Clarke").get_by_label("Relationship to head of household")
    expect(nina).to_be_visible()
    with replaced(page.locator("#found")):
        page.locator("#words").fill("Milo")
    with late(page, replaces("members")):
        listens(page.get_by_role("button", name="Add Milo Clarke")).click()
        nina.select_option(label="Head of household's child")
        page.get_by_label("Nina Clarke, ").uncheck()
    milo = page.get_by_role("group", name="Milo Clarke")
    expect(milo).to_be_visible()
    expect(nina).to_have_value("2")
    expect(page.get_by_label("Nina Clarke, ")).not_to_be_checked()
    expect(page.get_by_label("Milo Clarke, ")).to_be_checked()
    axe(page)
    picture(page, "desk-household-late")


def test_who_is_looked_for_while_another_member_is_on_the_way_is_found(
    page: Page, household: Locator
) -> None:
    words = page.locator("#words")
    with late(page, lambda asked: replaces("members")(asked) or replaces("found")(asked)):
        page.get_by_role("button", name="Add Milo Clarke").click()
        words.press("ControlOrMeta+a")
        page.keyboard.type("Nin")
    expect(page.get_by_role("group", name="Milo Clarke")).to_be_visible()
    page.keyboard.type("a Cla")
    expect(words).to_have_value("Nina Cla")
    expect(words).to_be_focused()
    expect(page.get_by_role("button", name="Add Nina Clarke")).to_be_visible()


def test_the_one_who_was_added_takes_the_focus_where_nobody_went_on(page: Page, household: Locator) -> None:
    with late(page, replaces("members")):
        page.get_by_role("button", name="Add Milo Clarke").click()
    milo = page.get_by_role("group", name="Milo Clarke")
    expect(milo.get_by_label("Relationship to head of household")).to_be_focused()


@pytest.fixture
def programs(page: Page, community: Community) -> Locator:
    """The start of a report over more programs than are listed at once."""
    agency = community.own_agency
    with change(by=None, action="add_programs") as signed:
        Project.objects.bulk_create(
            Project(
                organization=agency,
                project_name=f"{'Mercy House' if number % 2 else 'Annex'} {number:02}",
                project_type=1,
                operating_start_date=date(2020, 1, 1),
                **born(agency.source, signed),
            )
            for number in range(30)
        )
    sign_in(page, "agency_manager")
    page.goto("/reports/new/apr/")
    return page.locator("#programs")


def test_a_program_ticked_while_the_list_is_narrowed_stays_ticked(page: Page, programs: Locator) -> None:
    with late(page, replaces("programs")):
        with page.expect_request(replaces("programs")):
            page.locator("#words").fill("Mercy")
        programs.get_by_label("Annex 02").check()
        programs.get_by_label("Mercy House 01").check()
    expect(programs.get_by_label("Annex 04")).to_have_count(0)
    for name in ("Annex 02", "Mercy House 01"):
        expect(programs.get_by_label(name)).to_be_checked()


def test_an_answer_to_a_choice_leaves_the_focus_there_though_errors_stand_above(
    page: Page, service: Locator
) -> None:
    page.get_by_role("button", name="Save service").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    chosen = service.get_by_label("Service", exact=True)
    chosen.focus()
    chosen.select_option(label="Rental assistance")
    expect(page.get_by_label("Amount in dollars")).to_be_visible()
    expect(chosen).to_be_focused()
