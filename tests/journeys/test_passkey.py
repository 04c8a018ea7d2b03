"""A passkey is added and signs in, an idle page locks and comes back as it was: with Chromium's own authenticator."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from playwright.sync_api import Page, expect

from hearth.records import clock
from hearth.records.models import LoginSession, Setting
from tests.community import PASSWORD, Community
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key_on(page: Page) -> Iterator[None]:
    """A computer with a fingerprint reader: it keeps passkeys and knows its user."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    session.detach()


def at_localhost(page: Page, live_server: object) -> str:
    """Passkeys belong to a name, not to a number."""
    return str(live_server).replace("127.0.0.1", "localhost")


def sign_in_at(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_have_count(0)


def test_a_passkey_is_added_and_then_signs_in_and_opens_a_locked_page(
    page: Page, community: Community, live_server: object, key_on: None, axe: Axe, picture: Picture
) -> None:
    site = at_localhost(page, live_server)
    sign_in_at(page, site, "intake_worker")
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.locator("[name=name]").fill("Work laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add this key").click()
    expect(page.get_by_role("heading", level=1, name="Recovery codes")).to_be_visible()
    account = community.personas["intake_worker"]
    assert Authenticator.objects.get(user=account, type="webauthn")

    page.goto(f"{site}/account/")
    expect(page.get_by_text("In use")).to_be_visible()
    axe(page)
    picture(page, "desk-own-account")
    page.get_by_text("Intake", exact=False).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()

    # A passkey goes past tries that failed: there was nothing to guess.
    AccessAttempt.objects.create(
        username="intake_worker",
        ip_address="192.0.2.1",
        failures_since_start=3,
        attempt_time=clock.instant(),
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="Home")).to_be_visible()
    assert LoginSession.objects.get(account=account, ended_at=None)
    assert not AccessAttempt.objects.exists()

    page.goto(f"{site}/account/")
    page.evaluate("document.dispatchEvent(new Event('hearth-locked'))")
    expect(page.get_by_role("heading", level=1, name="Locked")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1, name="Your account")).to_be_visible()


def test_an_idle_page_is_taken_away_and_comes_back_with_what_was_typed(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    Setting.objects.create(key="idle_minutes", value=1)
    page.clock.install()
    sign_in(page, "intake_worker")
    page.goto("/clients/")
    box = page.get_by_role("searchbox")
    box.fill("Rosa Unsaved")
    LoginSession.objects.update(active_at="2020-01-01T00:00Z")
    page.clock.run_for("01:10")
    expect(page.get_by_role("heading", level=1, name="Locked")).to_be_visible()
    expect(box).to_have_count(0)
    assert "Rosa" not in page.content()
    axe(page)
    picture(page, "desk-locked")

    page.get_by_label("password", exact=False).fill("wrong")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("That was not right.")).to_be_visible()
    page.get_by_label("password", exact=False).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(box).to_have_value("Rosa Unsaved")
    expect(page.get_by_role("heading", level=1, name="Locked")).to_have_count(0)
    box.press("End")
    page.keyboard.type("!")
    expect(box).to_have_value("Rosa Unsaved!")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
