"""A manager unlocks and closes an account, by keyboard and on a phone; the pages are accessible."""

import pytest
from axes.models import AccessAttempt
from playwright.sync_api import Page, expect

from hearth.records import clock
from hearth.records.models import Account, SignedAgreement
from tests.community import Community
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_manager_unlocks_one_account_and_closes_another(
    page: Page, phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    AccessAttempt.objects.create(
        username="intake_worker",
        ip_address="192.0.2.1",
        failures_since_start=3,
        attempt_time=clock.instant(),
    )
    sign_in(page, "agency_manager")
    page.get_by_role("link", name="People").click()
    expect(page.get_by_text("locked", exact=True)).to_be_visible()
    axe(page)
    picture(page, "desk-people-who-work-here")
    page.get_by_role("link", name="Intake Worker Persona").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Intake Worker Persona")).to_be_visible()
    axe(page)
    picture(page, "desk-account")
    page.get_by_role("link", name="Unlock the sign-in").click()
    page.get_by_role("button", name="Unlock the sign-in").click()
    expect(page.get_by_text("The sign-in is open again.")).to_be_visible()
    page.get_by_role("link", name="Close the account").click()
    expect(page.get_by_role("heading", level=1, name="Close the account")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("Write why.")).to_be_visible()
    page.get_by_label("Why").fill("Left on Friday")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("Left on Friday")).to_be_visible()
    assert not Account.objects.get(username="intake_worker").is_active

    sign_in(phone, "hmis_lead")
    for address, name in {"/people/": "people", "/account/": "own", "/people/new/": "new"}.items():
        phone.goto(address)
        axe(phone)
        picture(phone, f"phone-accounts-{name}")
        width = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, address
    SignedAgreement.objects.all().delete()
    phone.goto("/programs/")
    expect(
        phone.get_by_role("heading", level=1, name="First sign the confidentiality agreement")
    ).to_be_visible()
    axe(phone)
    picture(phone, "phone-accounts-agreement")
    phone.get_by_label("Your full name").fill("Hmis Lead Persona")
    phone.get_by_role("button", name="Sign the agreement").click()
    expect(phone.get_by_role("heading", level=1, name="Programs")).to_be_visible()
