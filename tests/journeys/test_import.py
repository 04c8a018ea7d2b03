"""An HMIS lead uploads an export, sees it load, and reads what became of it."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.community import Community
from tests.conftest import Axe, Picture
from tests.hand_made import export_zip, household_of_two
from tests.journeys.sign_in import sign_in
from tests.journeys.worker import work_off

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _own_spool_and_queue(community: Community, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


def _upload(page: Page, path: Path, source: str) -> None:
    page.goto("/data/import/")
    page.get_by_label("HMIS CSV file").set_input_files(path)
    page.get_by_label("Where it comes from").fill(source)
    page.get_by_role("button", name="Upload and import").click()


def test_an_upload_is_followed_until_every_file_is_counted(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto("/data/import/")
    axe(page)
    picture(page, "desk-import-empty")
    page.get_by_role("button", name="Upload and import").click()
    expect(page.locator("[data-errors]")).to_contain_text("Choose the file.")
    axe(page)
    picture(page, "desk-import-errors")
    _upload(page, export_zip(tmp_path / "harbor-county.zip", household_of_two()), "Harbor County HMIS")
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    axe(page)
    picture(page, "desk-import-waiting")
    work_off()
    expect(page.get_by_text("All 13 rows were stored.")).to_be_visible()
    expect(page.get_by_role("row", name="Client 3 3 0")).to_be_visible()
    axe(page)
    picture(page, "desk-import-done")
    page.goto("/data/import/")
    expect(page.get_by_role("row", name="harbor-county.zip")).to_contain_text("Done")
    axe(page)
    picture(page, "desk-import-list")


def test_a_file_that_is_no_export_fails_with_one_clear_line(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    path = tmp_path / "letter.zip"
    path.write_text("Dear HMIS lead, this is no zip.", encoding="utf-8")
    sign_in(page, "hmis_lead")
    _upload(page, path, "Harbor County HMIS")
    work_off()
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("letter.zip: not a zip file. Nothing was stored.")
    axe(page)
    picture(page, "desk-import-failed")
    page.get_by_role("link", name="Import another file").click()
    expect(page.get_by_role("button", name="Upload and import")).to_be_visible()


def test_an_import_fits_a_phone(phone: Page, tmp_path: Path, axe: Axe, picture: Picture) -> None:
    sign_in(phone, "hmis_lead")
    _upload(phone, export_zip(tmp_path / "harbor-county.zip", household_of_two()), "Harbor County HMIS")
    work_off()
    expect(phone.get_by_text("All 13 rows were stored.")).to_be_visible()
    axe(phone)
    picture(phone, "phone-import-done")
    phone.goto("/data/import/")
    axe(phone)
    picture(phone, "phone-import")
