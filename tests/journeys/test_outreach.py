"""Task 17: where somebody is staying, recorded on a phone in three taps; a lost connection loses nothing."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from tests.community import Community, add_client, add_enrollment, add_funder, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATH = 21


@pytest.fixture
def worker(community: Community) -> Viewer:
    """The worker of an agency that meets Rosa and Mateo in a program that PATH pays for."""
    add_funder(community, community.shelter, PATH)
    for first, born in (("Rosa", 1990), ("Mateo", 1970)):
        client = add_client(
            community, first, "Example", dob=date(born, 3, 12), organization=community.own_agency
        )
        add_enrollment(community, client, community.shelter, date(2026, 1, 5))
    return viewer_for(community.personas["intake_worker"])


def test_a_contact_on_a_phone_is_three_taps_and_waits_for_a_connection(
    phone: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "intake_worker")
    phone.goto("/outreach/")
    axe(phone)
    picture(phone, "phone-outreach-empty")
    taps = [phone.get_by_role("link", name="Harbor Night Shelter")]
    taps[0].tap()
    group = phone.get_by_role("group", name="Whom did you meet?")
    taps.append(group.get_by_label("Mateo Example"))
    taps[1].tap()
    phone.get_by_label("Where are you staying now?").select_option(
        label="Place not meant for habitation (e.g., a vehicle, an abandoned building, "
        "bus/train/subway station/airport or anywhere outside)"
    )
    phone.get_by_label("Where exactly?").fill("Under the bridge at Pier 4")
    engaged = phone.get_by_role("group", name="Who agreed today to work with you on a plan?")
    expect(engaged.get_by_label("Mateo Example")).not_to_be_checked()
    axe(phone)
    picture(phone, "phone-outreach-meet")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    taps.append(phone.get_by_role("button", name="Save the contact"))
    phone.context.set_offline(True)
    taps[2].tap()
    expect(phone.get_by_text("There is no connection. Nothing is lost")).to_be_visible()
    assert not worker.current_living_situations.exists()
    phone.context.set_offline(False)
    expect(phone.locator("#messages")).to_contain_text("The contact was recorded.")
    axe(phone)
    picture(phone, "phone-outreach-day")
    assert len(taps) <= 3
    row = worker.current_living_situations.get()
    assert (row.client.first_name, row.location_details) == ("Mateo", "Under the bridge at Pier 4")
    assert worker.enrollments.get(client__first_name="Mateo").date_of_engagement is None
