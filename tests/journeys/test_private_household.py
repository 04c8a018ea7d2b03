"""Flow A: a household's enrollment becomes private in two clicks, for all of its members, and is shared again."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import viewer_of
from tests.community import Community, add_client, add_enrollment, add_household, add_release, viewer_for
from tests.conftest import PHONE, Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = date(2026, 1, 5)


@pytest.fixture
def family(community: Community) -> list[str]:
    """A mother and two children whom both agencies know and who share; the addresses of their records."""
    people = [
        add_client(community, first, "Clarke", dob=date(born, 3, 12), organization=community.own_agency)
        for first, born in (("Sandra", 1990), ("Milo", 2015), ("Nina", 2019))
    ]
    add_household(community, people, community.shelter, START)
    for one in people:
        add_enrollment(community, one, community.other_program, START)
        add_release(community, one, community.own_agency)
    return [f"/clients/{one.pk}/" for one in people]


def test_a_households_enrollment_is_made_private_in_two_clicks(
    page: Page, community: Community, family: list[str], axe: Axe, picture: Picture
) -> None:
    sign_in(page, "agency_manager")
    page.goto(family[0])
    assert _seen_elsewhere(community) == 3
    page.get_by_role("link", name="Privacy", exact=True).click()
    page.get_by_role("button", name="Make private for the household").click()
    expect(page.locator("#messages")).to_contain_text("Private now, for 3 people.")
    assert _seen_elsewhere(community) == 0
    assert viewer_for(community.personas["agency_manager"]).enrollments.filter(is_private=True).count() == 3
    axe(page)
    picture(page, "desk-private-household")
    page.get_by_role("button", name="Share again").click()
    expect(page.locator("#messages")).to_contain_text("Shared again.")
    assert _seen_elsewhere(community) == 3


def test_the_same_on_a_phone_where_the_tabs_are_a_menu(
    phone: Page, community: Community, family: list[str], axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "agency_manager")
    phone.goto(family[1])
    phone.get_by_role("navigation", name="Milo Clarke").locator("summary").tap()
    phone.get_by_role("link", name="Privacy", exact=True).tap()
    phone.get_by_role("button", name="Make private for the household").tap()
    expect(phone.locator("#messages")).to_contain_text("Private now, for 3 people.")
    assert _seen_elsewhere(community) == 0
    axe(phone)
    picture(phone, "phone-private-household")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _seen_elsewhere(community: Community) -> int:
    """Say how many of the shelter's enrollments the other agency's worker sees now."""
    stranger = viewer_of(community.stranger)
    assert stranger is not None
    return stranger.enrollments.filter(project=community.shelter).count()
