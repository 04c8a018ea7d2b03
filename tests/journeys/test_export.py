"""An HMIS lead sends data out: chooses, follows, agrees or not, fetches the file, and finds it on the person's page."""

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from hearth.exchange.order import Order
from hearth.exchange.selection import Selection
from hearth.records.models import Client, ExportRun
from tests.community import Community, add_client, add_enrollment
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.keyboard import press, tab_to, type_into
from tests.journeys.sign_in import sign_in
from tests.journeys.worker import work_off

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(autouse=True)
def rosa(community: Community, settings: Any, tmp_path: Path) -> Client:
    settings.DATA = tmp_path / "data"
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    return rosa


def test_an_export_is_asked_for_by_keyboard_followed_and_fetched(
    page: Page, rosa: Client, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto("/data/export/")
    expect(page.get_by_text("Nothing was exported yet")).to_be_visible()
    axe(page)
    picture(page, "desk-exports-empty")
    press(page, page.get_by_role("link", name="Chosen programs"))
    expect(page.get_by_role("heading", level=1, name="Chosen programs")).to_be_visible()
    axe(page)
    picture(page, "desk-export-start")
    press(page, page.get_by_role("button", name="Export", exact=True))
    expect(page.locator("[data-errors]")).to_contain_text("Tick at least one program.")
    expect(page.locator("[data-errors]")).to_contain_text("Say who gets this export.")
    axe(page)
    picture(page, "desk-export-errors")
    tab_to(page, page.get_by_label("Harbor Night Shelter"))
    page.keyboard.press("Space")
    type_into(page, page.get_by_label("Who gets it"), "Example State Office")
    type_into(page, page.get_by_label("What for"), "Yearly report")
    press(page, page.get_by_role("button", name="Export", exact=True))
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    axe(page)
    picture(page, "desk-export-waiting")

    work_off()

    expect(page.get_by_text("rows were written.")).to_be_visible()
    axe(page)
    picture(page, "desk-export-done")
    with page.expect_download() as download:
        press(page, page.get_by_role("link", name="Download the zip"))
    with zipfile.ZipFile(download.value.path()) as files:
        assert len(files.namelist()) == 24
    page.goto("/data/export/")
    expect(page.get_by_role("row", name="Example State Office")).to_contain_text("File waits")
    axe(page)
    picture(page, "desk-exports")
    page.goto(f"/clients/{rosa.pk}/disclosures/")
    expect(page.get_by_role("row", name="Example State Office")).to_contain_text("For: Yearly report")
    axe(page)
    picture(page, "desk-client-sent-out")


def test_what_a_receiver_may_refuse_is_shown_and_a_person_decides(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto("/data/export/")
    page.get_by_role("link", name="Eva", exact=True).click()
    axe(page)
    picture(page, "desk-export-eva")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_role("heading", name="What the receiver may refuse")).to_be_visible()
    axe(page)
    picture(page, "desk-export-held")
    page.get_by_role("button", name="Export it as it is").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_role("link", name="Download the zip")).to_be_visible()


def test_an_export_at_work_shows_how_far_it_is_and_is_cancelled(
    page: Page, axe: Axe, picture: Picture
) -> None:
    run = ExportRun.objects.create(
        asked=Order(Selection()).as_json(), recipient="Example State Office", purpose="Yearly report"
    )
    ExportRun.objects.update(
        state="running",
        step="Writing the records",
        started_at=datetime.now(UTC),
        step_started_at=datetime.now(UTC),
        done_units=1_200_000,
        total_units=4_000_000,
        counts={"Client": 200_000, "Enrollment": 1_000_000},
    )
    sign_in(page, "hmis_lead")
    page.goto(f"/data/export/{run.id}/")
    expect(page.get_by_text("1,200,000 of 4,000,000")).to_be_visible()
    axe(page)
    picture(page, "desk-export-running")
    page.get_by_role("button", name="Cancel this export").click()
    expect(page.get_by_text("It stops at its next step.")).to_be_visible()
    axe(page)


def test_exports_fit_a_phone(phone: Page, rosa: Client, axe: Axe, picture: Picture) -> None:
    sign_in(phone, "hmis_lead")
    picture(phone, "phone-home-lead")
    for name, address in {
        "phone-exports-empty": "/data/export/",
        "phone-export-start": "/data/export/new/programs/",
        "phone-export-va": "/data/export/new/va/",
        "phone-client-not-sent-out": f"/clients/{rosa.pk}/disclosures/",
    }.items():
        phone.goto(address)
        axe(phone)
        picture(phone, name)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    phone.goto("/data/export/new/whole/")
    phone.get_by_label("Who gets it").fill("The Example State Office of Housing and Community Development")
    phone.get_by_label("What for").fill(
        "Yearly report on homelessness, as agreed in the data sharing agreement"
    )
    phone.get_by_role("button", name="Export", exact=True).click()
    expect(phone.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(phone.get_by_role("link", name="Download the zip")).to_be_visible()
    axe(phone)
    picture(phone, "phone-export-done")
    for name, address in {
        "phone-exports": "/data/export/",
        "phone-client-sent-out": f"/clients/{rosa.pk}/disclosures/",
    }.items():
        phone.goto(address)
        axe(phone)
        picture(phone, name)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
