"""Tasks 4 and 5, and somebody met outside: a client is added after a search, shown a face, or has no name yet."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from hearth.access.viewer import Viewer
from tests.community import Community, add_client, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.keyboard import press, type_into
from tests.journeys.late import replaces
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community, settings: Any, tmp_path: Path) -> Viewer:
    """The intake worker of an agency that knows one Sandra Clarke."""
    settings.MEDIA_ROOT = tmp_path
    add_client(community, "Sandra", "Clarke", dob=date(1990, 3, 12), organization=community.own_agency)
    return viewer_for(community.personas["intake_worker"])


def test_a_client_is_added_by_keyboard_and_the_form_stops_at_who_is_on_file(
    page: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    type_into(page, page.locator("#find"), "Sandra Clark")
    add = page.get_by_role("button", name="Not among them: add a client")
    expect(add).to_be_visible()
    axe(page)
    picture(page, "desk-find-then-add")
    press(page, add)
    expect(page.get_by_label("What is your first name?")).to_have_value("Sandra")
    page.locator("[name=Client_DOB]").fill("1990-03-12")
    expect(page.locator("#alike")).to_contain_text("Sandra Clarke")
    expect(page.locator("[name=Client_DOBDataQuality][value='1']")).to_be_checked()
    # What the sticky bar lies over is no target there.
    page.evaluate("window.scrollTo(0, 0)")
    axe(page)
    picture(page, "desk-add-client")
    page.get_by_label("Client prefers not to answer").last.check()
    press(page, page.get_by_role("button", name="Add the client"))
    stop = page.locator("[data-keys]")
    expect(stop).to_be_focused()
    axe(page)
    picture(page, "desk-add-client-stopped")
    page.keyboard.press("1")
    expect(page.get_by_role("heading", level=1, name="Sandra Clark")).to_be_visible()
    axe(page)
    assert worker.clients.count() == 2


def test_what_was_typed_before_the_page_was_whole_has_its_quality_and_is_looked_for_too(
    page: Page, worker: Viewer
) -> None:
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    page.locator("#find").fill("Sandra Clark")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/profile*.js", hold)
    page.get_by_role("button", name="Not among them: add a client").click(no_wait_after=True)
    page.locator("[name=Client_DOB]").fill("1990-03-12")
    expect(page.locator("[name=Client_DOBDataQuality][value='1']")).not_to_be_checked()
    [late] = held
    with page.expect_request(replaces("alike")):
        late.continue_()
    expect(page.locator("[name=Client_DOBDataQuality][value='1']")).to_be_checked()


def test_somebody_without_a_name_takes_two_taps_on_a_phone_and_a_photo_two_more(
    phone: Page, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto("/clients/")
    phone.get_by_role("link", name="Somebody without a name").click()
    phone.get_by_label("Nickname, or what tells you who it is").fill("Red coat, grey dog")
    _look(phone, axe, picture, "phone-unnamed")
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_text("No name yet")).to_be_visible()
    _look(phone, axe, picture, "phone-client-unnamed")
    phone.get_by_role("link", name="Photo").click()
    _look(phone, axe, picture, "phone-photo")
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(written, "PNG")
    phone.locator("#photo").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": written.getvalue()}
    )
    expect(phone.locator("#messages")).to_contain_text("The photo was saved.")
    expect(phone.locator(".client-bar img")).to_be_visible()
    phone.get_by_role("link", name="No name yet").click()
    expect(phone.get_by_text("This person has no name yet")).to_be_visible()
    _look(phone, axe, picture, "phone-profile")


def _look(page: Page, axe: Axe, picture: Picture, name: str) -> None:
    page.wait_for_load_state("networkidle")
    axe(page)
    picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{name} is too wide"
