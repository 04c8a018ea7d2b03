"""The inbox and the yearly self-check as a person meets them: at a desk and on a phone, empty, full and long."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hearth.actions.notify import notify
from hearth.actions.self_checks import ask_for_self_checks
from hearth.records.models import Notice, SelfCheck
from tests.community import Community
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fill(community: Community) -> None:
    """A long inbox with the longest texts, a self-check that is due, a mail that failed."""
    manager, lead = community.personas["agency_manager"], community.personas["hmis_lead"]
    ask_for_self_checks(date(2026, 12, 20))
    for _ in range(30):
        notify(
            "account_locked",
            [manager, lead],
            facts={"hours": 3},
            about="import:2f6c1c1e-5d0a-4f0e-9d55-0c8b9e9f4a11",
            address="/account/",
        )
    Notice.objects.filter(account=lead).update(mail_failure="SMTPServerDisconnected", mail_tries=2)


def test_a_notice_is_read_by_keyboard_and_leads_to_its_page(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "agency_manager")
    page.goto("/inbox/")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    axe(page)
    fill(community)
    page.reload()
    expect(page.get_by_role("link", name="Inbox 31 unread")).to_be_visible()
    axe(page)
    picture(page, "inbox")
    page.goto("/inbox/?page=2")
    opener = page.get_by_role("button", name=re.compile("^Open.*yearly self-check is due"))
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Self-check 2027")).to_be_visible()
    expect(page.get_by_role("link", name="Inbox 30 unread")).to_be_visible()
    axe(page)
    picture(page, "self-check")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Please look at this once more")).to_be_visible()
    axe(page)
    page.goto("/inbox/preferences/")
    axe(page)
    picture(page, "inbox-preferences")


def test_inbox_and_self_checks_fit_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(phone, "hmis_lead")
    fill(community)
    check = SelfCheck.objects.get(organization=community.own_agency.pk)
    for address in (
        "/inbox/",
        "/inbox/preferences/",
        "/inbox/mails/",
        "/self-checks/",
        f"/self-checks/{check.pk}/",
    ):
        phone.goto(address)
        axe(phone)
        picture(phone, f"phone{address.replace('/', '-').replace(str(check.pk), 'one')}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
