"""Flow I: a client turns 18: staff are told, it waits on Home, and their own release is asked for."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before
from hearth.actions.remind_of_releases import remind_of_releases
from tests.community import Community, add_client, add_household, add_release, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.clicks import Clicks
from tests.journeys.keyboard import press
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


def test_who_turned_18_waits_on_home_until_they_said_themselves_whether_they_share(
    page: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    grown = eighteen_years_before(worker.today)
    people = [
        add_client(community, name, "Example", dob=dob, organization=community.own_agency)
        for name, dob in (
            ("Rosa", grown - timedelta(days=9000)),
            ("Leo", grown),
            ("Luz", grown + timedelta(days=20)),
        )
    ]
    stays = add_household(community, people, community.shelter, worker.today - timedelta(days=60))
    for minor in people[1:]:
        add_release(community, minor, community.own_agency, kind="household", starts_on=stays[0].entry_date)
    remind_of_releases()
    sign_in(page, "intake_worker")
    page.get_by_role("link", name="Inbox").click()
    expect(page.get_by_text("A client turned 18").first).to_be_visible()
    page.goto(f"/enrollments/{stays[0].pk}/")
    expect(page.get_by_text("Leo Example turned 18 on")).to_be_visible()
    expect(page.get_by_text("Luz Example turns 18 on")).to_be_visible()
    axe(page)
    picture(page, "desk-enrollment-turning-18")
    page.goto("/")
    clicks = Clicks()
    clicks(page.get_by_role("link", name="Turned 18: their own release is due"))
    expect(page.get_by_role("row", name="Leo Example")).to_be_visible()
    expect(page.get_by_role("row", name="Luz Example")).to_have_count(0)
    axe(page)
    clicks(page.get_by_role("link", name="Ask and record · Leo Example"))
    chip = page.get_by_role("region", name="Client").get_by_role("link", name="Turned 18: ask for their own")
    expect(chip).to_be_visible()
    axe(page)
    picture(page, "desk-release-turned-18")
    assert clicks.made <= 2
    add_release(community, people[1], community.own_agency, starts_on=worker.today)
    page.reload()
    expect(chip).to_have_count(0)
    page.goto("/")
    expect(page.get_by_role("link", name="Unfinished intakes")).to_be_visible()
    expect(page.get_by_role("link", name="Turned 18: their own release is due")).to_have_count(0)


def test_the_enrollments_page_says_it_on_a_phone_and_leads_to_the_question_by_keyboard(
    phone: Page, community: Community, worker: Viewer, axe: Axe, picture: Picture
) -> None:
    leo = add_client(
        community,
        "Leo",
        "Example",
        dob=eighteen_years_before(worker.today),
        organization=community.own_agency,
    )
    [stay] = add_household(community, [leo], community.shelter, worker.today - timedelta(days=60))
    add_release(community, leo, community.own_agency, kind="household", starts_on=stay.entry_date)
    sign_in(phone, "intake_worker")
    phone.goto(f"/clients/{leo.pk}/")
    axe(phone)
    picture(phone, "phone-client-open-stay")
    phone.goto(f"/enrollments/{stay.pk}/")
    axe(phone)
    picture(phone, "phone-enrollment-turned-18")
    press(phone, phone.get_by_role("link", name="Ask about sharing"))
    expect(phone.get_by_role("heading", level=1, name="Sharing of Leo Example")).to_be_visible()
