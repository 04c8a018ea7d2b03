"""An HMIS lead imports files: looks first, agrees, reads what became of each row, and takes an import back."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.community import Community
from tests.conftest import Axe, Picture
from tests.hand_made import Rows, client, enrollment, export_zip, full_export, household_of_two
from tests.journeys.sign_in import sign_in
from tests.journeys.worker import work_off

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VENDOR = "Harbor County HMIS"


@pytest.fixture(autouse=True)
def _own_spool_and_queue(community: Community, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


def _send(page: Page, path: Path, *, at_once: bool = False, is_first: bool = True) -> None:
    """Upload a file: the first one of the vendor, or a later one."""
    page.goto("/data/import/new/")
    page.get_by_label("HMIS CSV file").set_input_files(path)
    if is_first:
        page.get_by_label("Where it comes from").fill(VENDOR)
    else:
        page.get_by_label(VENDOR).check()
    if at_once:
        page.get_by_label("Import it at once").check()
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()


def _many_people() -> Rows:
    rows = full_export()
    rows["Client"] += [client(f"C{n}", "Pat", "Example", None, "1990-01-01") for n in range(40)]
    rows["Enrollment"] += [enrollment(f"E{n}", f"C{n}", f"HE{n}", 1) for n in range(40)]
    return rows


def test_a_file_is_looked_at_imported_and_taken_back(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto("/data/import/")
    axe(page)
    picture(page, "desk-imports-empty")
    page.locator("main").get_by_role("link", name="Import a file").first.click()
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.locator("[data-errors]")).to_contain_text("Choose the file.")
    axe(page)
    picture(page, "desk-import-errors")
    rows = household_of_two()
    rows["Exit"][0]["EnrollmentID"] = "999"
    _send(page, export_zip(tmp_path / "harbor-county.zip", rows))
    axe(page)
    picture(page, "desk-import-waiting")

    work_off()
    expect(page.get_by_text("Nothing is stored yet")).to_be_visible()
    expect(page.get_by_role("row", name="Client 3 3 0")).to_be_visible()
    axe(page)
    picture(page, "desk-import-preview")
    page.get_by_role("button", name="Import now").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_text("12 rows were stored; 1 could not be")).to_be_visible()
    axe(page)
    picture(page, "desk-import-done")

    page.get_by_role("link", name="Undo this import").click()
    axe(page)
    picture(page, "desk-import-undo")
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("The undo waits for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_text("was taken out again")).to_be_visible()
    axe(page)
    picture(page, "desk-import-undone")
    page.goto("/data/import/")
    expect(page.get_by_role("row", name="harbor-county.zip")).to_contain_text("Undone")
    axe(page)
    picture(page, "desk-imports")


def test_a_refused_row_is_mended_in_place(page: Page, tmp_path: Path, axe: Axe, picture: Picture) -> None:
    sign_in(page, "hmis_lead")
    rows = household_of_two()
    rows["Exit"][0]["EnrollmentID"] = "999"
    _send(page, export_zip(tmp_path / "harbor-county.zip", rows), at_once=True)
    work_off()
    page.get_by_role("link", name="Mend the refused rows").click()
    axe(page)
    picture(page, "desk-import-refused")
    page.get_by_role("link", name="Exit, line 2").click()
    axe(page)
    picture(page, "desk-import-mend")
    page.get_by_label("EnrollmentID").fill("998")
    page.get_by_role("button", name="Import this row").click()
    expect(page.locator("[data-errors]")).to_contain_text("has no EnrollmentID 998")
    axe(page)
    page.get_by_label("EnrollmentID").fill("3")
    page.get_by_role("button", name="Import this row").click()
    expect(page.get_by_text("Exit, line 2 was imported.")).to_be_visible()
    expect(page.get_by_text("No refused rows")).to_be_visible()
    page.get_by_role("link", name="harbor-county.zip").click()
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_role("row", name="Enrollment 3")).to_contain_text("A later import or a mended row")
    axe(page)
    picture(page, "desk-import-undo-refused")


def test_a_later_file_that_changes_much_waits_until_somebody_agrees(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    _send(page, export_zip(tmp_path / "october.zip", _many_people()), at_once=True)
    work_off()
    expect(page.get_by_text("All 93 rows were stored.")).to_be_visible()

    _send(
        page,
        export_zip(tmp_path / "november.zip", full_export()),
        at_once=True,
        is_first=False,
    )
    work_off()
    expect(page.get_by_text("Enrollment: of 43 records, 0 would be changed and 40 deleted")).to_be_visible()
    axe(page)
    picture(page, "desk-import-held")
    page.get_by_role("button", name="Agree and import").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_text("80 deleted")).to_be_visible()
    axe(page)
    picture(page, "desk-import-agreed")


def test_a_held_file_that_nobody_agrees_to_stores_nothing(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    _send(page, export_zip(tmp_path / "harbor-county.zip", household_of_two()))
    work_off()
    page.get_by_role("button", name="Do not import").click()
    expect(page.get_by_text("You did not agree to the changes. Nothing was stored.")).to_be_visible()
    axe(page)
    picture(page, "desk-import-not-agreed")


def test_a_file_that_is_no_export_fails_with_one_clear_line(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    path = export_zip(tmp_path / "no-export.zip", household_of_two(), leave_out=("Export",))
    _send(page, path)
    work_off()
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("no-export.zip: not a complete HMIS CSV export, Export.csv missing.")
    expect(failure).to_contain_text("Nothing was stored.")
    axe(page)
    picture(page, "desk-import-failed")
    page.get_by_role("link", name="Import another file").click()
    expect(page.get_by_role("button", name="Upload", exact=True)).to_be_visible()


def test_a_source_is_taken_over_by_its_typed_name_and_given_back(
    page: Page, tmp_path: Path, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    _send(page, export_zip(tmp_path / "october.zip", household_of_two()), at_once=True)
    work_off()
    page.goto("/data/sources/")
    axe(page)
    picture(page, "desk-sources")
    page.get_by_role("link", name=VENDOR).click()
    axe(page)
    picture(page, "desk-source")
    page.get_by_role("link", name="Take over").click()
    page.get_by_label("Type the name of the source").fill("Harbor")
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("[data-errors]")).to_contain_text("This is not the name.")
    axe(page)
    picture(page, "desk-take-over")
    page.get_by_label("Type the name of the source").fill(VENDOR)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"The records of {VENDOR} are kept here now.")).to_be_visible()
    axe(page)
    picture(page, "desk-source-taken-over")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"{VENDOR} keeps its records again.")).to_be_visible()


def test_imports_fit_a_phone(phone: Page, tmp_path: Path, axe: Axe, picture: Picture) -> None:
    sign_in(phone, "hmis_lead")
    phone.goto("/data/import/new/")
    axe(phone)
    picture(phone, "phone-import-new")
    rows = household_of_two()
    rows["Exit"][0]["EnrollmentID"] = "999"
    _send(phone, export_zip(tmp_path / "harbor-county.zip", rows))
    work_off()
    expect(phone.get_by_role("button", name="Import now")).to_be_visible()
    axe(phone)
    picture(phone, "phone-import-preview")
    phone.get_by_role("button", name="Import now").click()
    expect(phone.get_by_text("Waiting for its turn")).to_be_visible()
    work_off()
    expect(phone.get_by_text("12 rows were stored")).to_be_visible()
    picture(phone, "phone-import-done")
    for address, name in (
        ("/data/import/", "phone-imports"),
        ("/data/sources/", "phone-sources"),
    ):
        phone.goto(address)
        axe(phone)
        picture(phone, name)
    phone.get_by_role("link", name=VENDOR).click()
    axe(phone)
    picture(phone, "phone-source")
