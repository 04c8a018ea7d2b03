"""An agency manager runs an APR, opens one of its numbers, and goes on to the client behind it."""

import zipfile
from datetime import date

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.community import Community, add_client, add_exit, add_household
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.sign_in import sign_in
from tests.journeys.worker import work_off

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _a_year_of_supportive_housing(community: Community) -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    for number, (last, size) in enumerate((("Delgado", 3), ("Okafor", 1), ("Lindqvist", 2))):
        born = (date(1980 + number, 5, 1), date(2015, 1, 1), date(2018, 1, 1))
        people = [
            add_client(community, first, last, dob=born[place])
            for place, first in enumerate(("Rosa", "Mateo", "Luz")[:size])
        ]
        stays = add_household(community, people, community.supportive, date(2025, 11, number + 1))
        if last == "Okafor":
            add_exit(community, stays[0], date(2026, 3, 1))


def _run(page: Page) -> None:
    page.goto("/reports/")
    page.get_by_role("link", name="Annual Performance Report (APR)").first.click()
    page.get_by_label("First day").fill("2025-10-01")
    page.get_by_label("Last day").fill("2026-09-30")
    page.get_by_label("Harbor Homes").check()


def test_a_number_of_an_apr_opens_to_the_people_behind_it(page: Page, axe: Axe, picture: Picture) -> None:
    sign_in(page, "agency_manager")
    page.goto("/reports/")
    axe(page)
    picture(page, "desk-reports-empty")
    _run(page)
    axe(page)
    picture(page, "desk-report-start")
    page.get_by_role("button", name="Run report").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    axe(page)
    work_off()
    total = (
        page.locator("#Q5a")
        .get_by_role("row")
        .filter(has_text="Total Number of Persons Served")
        .get_by_role("link")
        .first
    )
    expect(total).to_have_text("6")
    axe(page)
    picture(page, "desk-report")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download HUD’s CSV files").click()
    with zipfile.ZipFile(download.value.path()) as files:
        assert {"Q4a.csv", "Q5a.csv", "Q7a.csv", "Q7b.csv", "Q8a.csv", "Q8b.csv"} <= set(files.namelist())
    total.click()
    expect(page.get_by_role("heading", name="Who is counted")).to_be_visible()
    expect(page.locator("#main tbody tr")).to_have_count(6)
    axe(page)
    picture(page, "desk-report-cell")
    page.get_by_role("link", name="Rosa Okafor", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Rosa Okafor")).to_be_visible()
    page.goto("/reports/")
    expect(page.get_by_role("row").filter(has_text="Harbor Homes")).to_contain_text("Done")
    axe(page)
    picture(page, "desk-reports")


def test_a_report_fits_a_phone(phone: Page, axe: Axe, picture: Picture) -> None:
    sign_in(phone, "agency_manager")
    _run(phone)
    axe(phone)
    picture(phone, "phone-report-start")
    phone.get_by_role("button", name="Run report").click()
    expect(phone.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(phone.locator("#Q8b")).to_be_visible()
    axe(phone)
    picture(phone, "phone-report")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.locator("#Q5a").get_by_role("link").first.click()
    expect(phone.get_by_role("heading", name="Who is counted")).to_be_visible()
    axe(phone)
    picture(phone, "phone-report-cell")


def _runs_a_roster(page: Page) -> None:
    """Task 25 of PRODUCT.md: three clicks from anywhere (Clarity needs seven)."""
    page.get_by_role("navigation").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Program roster").first.click()
    page.get_by_role("button", name="Run report").click()


def test_a_program_roster_is_run_in_three_clicks(page: Page, axe: Axe, picture: Picture) -> None:
    sign_in(page, "agency_manager")
    page.goto("/")
    _runs_a_roster(page)
    work_off()
    expect(page.get_by_role("heading", name="Active")).to_be_visible()
    expect(page.locator("#main tbody tr:has(th a)")).to_have_count(5)
    axe(page)
    picture(page, "desk-roster")
    page.get_by_role("link", name="Enrolled").click()
    expect(page.get_by_text("There is nothing to list")).to_be_visible()
    axe(page)
    picture(page, "desk-roster-empty")
    page.get_by_role("link", name="Active").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Excel").click()
    assert zipfile.is_zipfile(download.value.path())
    page.locator("#main tbody").get_by_role("link", name="Rosa Delgado").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor Homes")


def test_a_roster_fits_a_phone(phone: Page, axe: Axe, picture: Picture) -> None:
    sign_in(phone, "agency_manager")
    phone.goto("/reports/new/roster/")
    phone.get_by_role("button", name="Run report").click()
    expect(phone.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(phone.get_by_role("heading", name="Active")).to_be_visible()
    axe(phone)
    picture(phone, "phone-roster")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("width", [1280, PHONE["width"]])
def test_a_report_that_waits_is_cancelled_with_the_keyboard_alone(
    page: Page, axe: Axe, picture: Picture, width: int
) -> None:
    sign_in(page, "agency_manager")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/reports/new/roster/")
    page.get_by_role("button", name="Run report").press("Enter")
    cancel = page.get_by_role("button", name="Cancel this report")
    expect(cancel).to_be_visible()
    axe(page)
    picture(page, f"report-waiting-{width}")
    cancel.press("Enter")
    expect(page.get_by_text("None of its numbers were kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel this report")).to_have_count(0)
    axe(page)
    picture(page, f"report-cancelled-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Run it again").click()
    expect(page.get_by_role("button", name="Run report")).to_be_visible()
