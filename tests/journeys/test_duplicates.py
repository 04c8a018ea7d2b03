"""Flow B: a worker flags two records, the lead compares and merges them, and undoes it, at a desk and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.access.viewer import viewer_of
from tests.community import Community, add_enrollment, add_services
from tests.conftest import PHONE, Axe, Picture
from tests.duplicates import two
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def records(community: Community) -> tuple[str, str]:
    """Rosa entered twice, in the shelter with both records; the addresses of both."""
    found = two(community)
    for number, client in enumerate(found):
        stay = add_enrollment(community, client, community.shelter, date(2026, 1, 5 + number))
        add_services(community, stay, [date(2026, 1, 8 + number)])
    return f"/clients/{found[0].pk}/", f"/clients/{found[1].pk}/"


def test_flag_approve_undo_at_a_desk(
    page: Page, community: Community, records: tuple[str, str], axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(records[1])
    page.goto(records[0])
    # Two clicks: the link, and the record that was opened before.
    page.get_by_role("link", name="Recorded twice?").click()
    axe(page)
    picture(page, "desk-duplicates-flag")
    page.get_by_role("button", name="Rosita Example").click()
    expect(page.locator("#messages")).to_contain_text("looks at the two")

    page.context.clear_cookies()
    sign_in(page, "hmis_lead")
    page.get_by_role("link", name="Duplicates").first.click()
    axe(page)
    picture(page, "desk-duplicates-queue")
    page.get_by_role("link", name="compare").click()
    axe(page)
    picture(page, "desk-duplicates-pair")
    page.get_by_label("Join them into one stay").check()
    page.get_by_role("button", name="Merge into one record").click()
    expect(page.locator("#messages")).to_contain_text("Merged.")
    picture(page, "desk-duplicates-merged")
    assert _seen(community) == 1
    page.goto(records[1])
    assert page.url.endswith(records[0])
    page.goto("/duplicates/?state=merged")
    page.get_by_role("link", name="undo the merge").click()
    axe(page)
    picture(page, "desk-duplicates-undo")
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator("#messages")).to_contain_text("Undone")
    assert _seen(community) == 2


def test_approve_and_undo_on_a_phone(
    phone: Page, community: Community, records: tuple[str, str], axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "hmis_lead")
    phone.goto(records[1])
    phone.goto(records[0])
    phone.get_by_role("link", name="Recorded twice?").tap()
    _fits(phone, axe, picture, "flag", "Recorded twice?")
    phone.get_by_role("button", name="Rosita Example").tap()
    expect(phone.locator("#messages")).to_contain_text("looks at the two")
    phone.goto("/duplicates/")
    _fits(phone, axe, picture, "queue", "Duplicates")
    phone.get_by_role("link", name="compare").tap()
    _fits(phone, axe, picture, "pair", "One person or two?")
    phone.get_by_role("button", name="Merge into one record").tap()
    # The undo stands where it was done.
    phone.locator("#messages").get_by_role("button", name="Undo").tap()
    expect(phone.locator("#messages")).to_contain_text("Undone")
    assert _seen(community) == 2


def _fits(phone: Page, axe: Axe, picture: Picture, name: str, title: str) -> None:
    expect(phone.get_by_role("heading", name=title, level=1)).to_be_visible()
    axe(phone)
    picture(phone, f"phone-duplicates-{name}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _seen(community: Community) -> int:
    lead = viewer_of(community.personas["hmis_lead"])
    assert lead is not None
    return lead.clients.count()
