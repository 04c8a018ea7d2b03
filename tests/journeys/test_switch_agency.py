"""Flow G: who works for two agencies switches at the top; what is recorded after that is the chosen agency's."""

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import viewer_of
from hearth.records.models import AgencyRole
from tests.community import Community, add_account, add_client, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.clicks import Clicks
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_agency_is_switched_in_two_clicks_and_what_is_recorded_then_carries_it(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    account = add_account("intake_worker", community.other_agency, "intake_worker", is_primary=False)
    there = AgencyRole.objects.get(account=account, organization=community.other_agency)
    known = {
        agency: add_client(community, name, "Example", organization=agency)
        for name, agency in (("Rosa", community.own_agency), ("Noor", community.other_agency))
    }
    rosa, noor = known[community.own_agency], known[community.other_agency]
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/")
    expect(page.get_by_role("heading", level=1, name="Rosa Example")).to_be_visible()
    assert page.goto(f"/clients/{noor.pk}/").status == 404  # type: ignore[union-attr]
    page.goto("/")
    clicks = Clicks()
    clicks(
        page.get_by_role("banner").locator("summary, button").filter(has_text="Harbor House (example)").first
    )
    axe(page)
    picture(page, "desk-agency-menu")
    clicks(page.get_by_role("button", name="Hillside Services (example)"))
    expect(page.locator("#messages")).to_contain_text("You now work as Hillside Services (example).")
    assert clicks.made <= 2
    # The first agency's client is out of sight now, as for everybody else there.
    assert page.goto(f"/clients/{rosa.pk}/").status == 404  # type: ignore[union-attr]
    page.goto(f"/clients/{noor.pk}/")
    page.get_by_role("link", name="Enroll").click()
    expect(page.get_by_role("heading", name="Enroll in Hillside Homes")).to_be_visible()
    page.locator("#main").get_by_role("button", name="Enroll", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Enrolled in Hillside Homes.")
    page.goto("/clients/")
    page.get_by_role("link", name="Somebody without a name").click()
    page.get_by_label("Nickname, or what tells you who it is").fill("Red coat, grey dog")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("No name yet")).to_be_visible()
    viewer = viewer_of(account, there.pk)
    assert viewer is not None
    stay = viewer.enrollments.get(client=noor)
    assert stay.project.organization_id == community.other_agency.pk
    assert stay.user_id == there.hud_user_id
    assert viewer.clients.get(is_unnamed=True).organization_id == community.other_agency.pk
    assert viewer_for(account).organization == community.own_agency
    assert not viewer_for(account).enrollments.filter(pk=stay.pk).exists()
