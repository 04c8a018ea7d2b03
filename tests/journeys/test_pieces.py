"""Flows C and D: a document kept and a note that tells a colleague, each in three clicks; alerts and locations."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from hearth.access.viewer import Viewer
from hearth.actions.test_file_type import JPEG, PDF
from hearth.records.models import Client, Notice
from tests.community import Community, add_client, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def tab(page: Page, name: str) -> None:
    """Open one of the client's tabs: a click at a desk."""
    page.locator("nav.tabs > ul").get_by_role("link", name=name, exact=True).click()


def test_a_document_is_kept_and_a_note_tells_a_colleague_in_three_clicks_each(
    page: Page, rosa: Client, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/")
    # Flow C: the tab, and Keep; the file and its kind are entered.
    tab(page, "Files")
    axe(page)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "birth.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("What it is").select_option("Birth certificate")
    page.get_by_role("button", name="Keep the file").click()
    expect(page.get_by_role("row", name="Birth certificate Have it")).to_be_visible()
    axe(page)
    picture(page, "desk-files")
    page.get_by_role("button", name="Keep the file").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    axe(page)
    # Flow D: the tab, and Save.
    tab(page, "Notes")
    page.get_by_label("Title").fill("Landlord")
    page.get_by_label("Note", exact=True).fill("Called the landlord.\n\n@agency_manager please confirm.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_role("heading", name="Landlord")).to_be_visible()
    axe(page)
    picture(page, "desk-notes")
    assert Notice.objects.get(event="note_mention").account.username == "agency_manager"
    page.get_by_role("button", name="Delete · Landlord").click()
    expect(
        page.get_by_role("heading", name="No notes yet").or_(page.get_by_text("No notes yet"))
    ).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Landlord")).to_be_visible()


def test_on_a_phone_a_picture_an_alert_and_a_location_are_kept(
    phone: Page, rosa: Client, worker: Viewer, axe: Axe, picture: Picture, settings: object, tmp_path: Path
) -> None:
    sign_in(phone, "intake_worker")
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 38.58164, "longitude": -121.4944})
    phone.goto(f"/clients/{rosa.pk}/files/?kind=Lease")
    phone.get_by_label("File", exact=True).set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
    )
    phone.get_by_role("button", name="Keep the file").click()
    expect(phone.get_by_role("link", name="IMG_1.jpg", exact=True)).to_be_visible()
    axe(phone)
    picture(phone, "phone-files")
    phone.goto(f"/clients/{rosa.pk}/alerts/")
    axe(phone)
    phone.get_by_label("What everybody should know").fill("A letter waits at the desk")
    phone.get_by_role("button", name="Raise the alert").click()
    expect(phone.get_by_role("region", name="Client").get_by_text("A letter waits")).to_be_visible()
    axe(phone)
    picture(phone, "phone-alerts")
    settings.HEARTH_MAP = str(tmp_path / "map.pmtiles")  # type: ignore[attr-defined]
    (tmp_path / "map.pmtiles").write_bytes(b"PMTiles\x03" + b"\0" * 400)
    phone.goto(f"/clients/{rosa.pk}/locations/")
    phone.get_by_role("button", name="Where I am now").click()
    expect(phone.get_by_label("Latitude")).to_have_value("38.5816")
    phone.get_by_role("button", name="Keep the location").click()
    expect(phone.get_by_role("row", name="Current").get_by_text("38.5816, -121.4944")).to_be_visible()
    axe(phone)
    picture(phone, "phone-locations")


def test_a_note_is_written_once_however_often_a_slow_line_is_clicked(page: Page, rosa: Client) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/notes/")
    page.get_by_label("Title").fill("Call")
    page.get_by_label("Note", exact=True).fill("Spoke with the landlord.")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/notes/", hold)
    save = page.get_by_role("button", name="Save the note")
    # The page's own clock clicks again: Playwright would wait for the page that does not come.
    with page.expect_console_message(lambda said: said.text == "clicked twice"):
        save.evaluate(
            "button => { button.click(); setTimeout(() => { button.click(); console.log('clicked twice'); }, 3500); }"
        )
    page.wait_for_timeout(1000)
    assert len(waiting) == 1
    waiting[0].continue_()
    page.unroute("**/notes/")
    expect(page.get_by_text("The note was saved.")).to_be_visible()
    expect(page.get_by_role("heading", name="Call")).to_have_count(1)
