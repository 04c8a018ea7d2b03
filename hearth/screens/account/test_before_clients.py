"""Before clients' data opens: a signed agreement, an approved network, a second factor where one is required."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client as Browser

from hearth.records.models import Account, AccountAct, Client, Setting, SignedAgreement
from tests.community import Community, add_client, sign_agreement_of

Later = Callable[..., datetime]


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


@pytest.fixture
def browser(anna: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(anna)


def pages(rosa: Client) -> list[str]:
    return ["/", "/clients/", f"/clients/{rosa.pk}/", "/programs/", "/forms/"]


OWN = ["/account/", "/account/agreement/", "/accounts/password/change/", "/accounts/2fa/"]


def statuses(browser: Browser, addresses: list[str], **more: Any) -> set[int]:
    return {browser.get(address, **more).status_code for address in addresses}


@pytest.mark.parametrize("how", ["never", "old", "another version"])
def test_without_a_signed_agreement_that_holds_no_client_opens(
    how: str, browser: Browser, rosa: Client, later: Later
) -> None:
    assert 403 not in statuses(browser, pages(rosa))
    if how == "never":
        SignedAgreement.objects.all().delete()
    elif how == "old":
        Setting.objects.create(key="agreement_days", value=0)
    else:
        Setting.objects.create(key="agreement", value={"version": "A-7", "text": "Ours."})
    assert statuses(browser, pages(rosa)) == {403}
    assert 403 not in statuses(browser, OWN)
    assert "Rosa" not in browser.get(f"/clients/{rosa.pk}/").content.decode()


def test_a_signature_holds_for_a_year(browser: Browser, rosa: Client, later: Later, anna: Account) -> None:
    signed = SignedAgreement.objects.get(account=anna)
    Setting.objects.create(key="session_hours", value=24 * 500)
    Setting.objects.create(key="idle_minutes", value=60 * 24 * 500)
    later(days=364.9)
    assert browser.get("/clients/").status_code == 200
    later(days=0.1)
    assert browser.get("/clients/").status_code == 403
    assert signed.account == anna


def test_the_agreement_is_read_and_signed_on_the_page_that_refuses(browser: Browser, anna: Account) -> None:
    SignedAgreement.objects.all().delete()
    Setting.objects.create(key="agreement", value={"version": "A-7", "text": "I keep it to myself."})
    page = browser.get("/programs/")
    assert page.status_code == 403 and "I keep it to myself." in page.content.decode()
    signing = {"version": "A-7", "name": "  intake worker   PERSONA ", "next": "/programs/"}
    assert browser.post("/account/agreement/", signing)["Location"] == "/programs/"
    assert browser.get("/programs/").status_code == 200
    signed = SignedAgreement.objects.get()
    assert (signed.account, signed.version, signed.signed_name) == (anna, "A-7", "intake worker   PERSONA")
    assert len(signed.text_digest) == 64 and signed.signed_at is not None
    assert AccountAct.objects.get(account=anna).change.action == "sign_agreement"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "Somebody Else"}, {"version": "2019-1"}, {"version": ""}]
)
def test_nobody_signs_for_another_or_what_they_did_not_read(wrong: dict[str, str], browser: Browser) -> None:
    SignedAgreement.objects.all().delete()
    signing = {"version": "2026-1", "name": "Intake Worker Persona", **wrong}
    assert browser.post("/account/agreement/", signing).status_code == 200
    assert not SignedAgreement.objects.exists()


def test_the_agreement_is_there_in_spanish(browser: Browser) -> None:
    answer = browser.get("/account/agreement/", headers={"Accept-Language": "es"})
    assert "Acuerdo de confidencialidad" in answer.content.decode()


@pytest.mark.parametrize(
    ("networks", "address", "is_open"),
    [
        ([], "203.0.113.9", True),
        (["198.51.100.0/24"], "198.51.100.20", True),
        (["198.51.100.0/24"], "203.0.113.9", False),
        (["198.51.100.0/24", "203.0.113.9"], "203.0.113.9", True),
        (["2001:db8::/32"], "2001:db8::7", True),
        (["no network"], "203.0.113.9", False),
    ],
)
def test_an_agency_that_names_its_networks_opens_clients_from_nowhere_else(
    networks: list[str], address: str, is_open: bool, community: Community, browser: Browser, rosa: Client
) -> None:
    Setting.objects.create(key="allowed_networks", value=networks, organization=community.own_agency)
    found = statuses(browser, pages(rosa), REMOTE_ADDR=address)
    assert (403 not in found) if is_open else (found == {403})
    assert 403 not in statuses(browser, OWN, REMOTE_ADDR=address)


def test_the_networks_of_one_agency_bind_no_other(community: Community, browser: Browser) -> None:
    Setting.objects.create(
        key="allowed_networks", value=["198.51.100.0/24"], organization=community.other_agency
    )
    assert browser.get("/clients/", REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.parametrize(
    ("behind", "forwarded", "is_open"),
    [
        (False, "198.51.100.20", False),
        (True, "198.51.100.20", True),
        (True, "198.51.100.20, 203.0.113.9", False),
        (True, "203.0.113.9, 198.51.100.20", True),
        (True, None, False),
    ],
)
def test_what_a_caller_claims_about_their_address_counts_for_nothing(
    behind: bool, forwarded: str | None, is_open: bool, browser: Browser, settings: Any
) -> None:
    settings.HEARTH_BEHIND_PROXY = behind
    Setting.objects.create(key="allowed_networks", value=["198.51.100.0/24"])
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = browser.get("/clients/", REMOTE_ADDR="10.0.0.1", headers=headers)
    assert (answer.status_code == 200) is is_open


def test_where_a_second_factor_is_required_clients_open_only_with_one(
    anna: Account, browser: Browser, rosa: Client
) -> None:
    Setting.objects.filter(key="second_factor_required").update(value=True)
    assert statuses(browser, pages(rosa)) == {403}
    assert 403 not in statuses(browser, OWN)
    TOTP.activate(anna, generate_totp_secret())
    assert 403 not in statuses(browser, pages(rosa))


def test_a_second_factor_is_required_unless_somebody_decided_otherwise(
    browser: Browser, rosa: Client
) -> None:
    Setting.objects.all().delete()
    assert statuses(browser, pages(rosa)) == {403}


@pytest.mark.parametrize(
    ("is_required", "is_long", "goes"), [(True, True, False), (False, False, False), (False, True, True)]
)
def test_the_last_second_factor_stays_where_it_is_needed(
    is_required: bool, is_long: bool, goes: bool, anna: Account, community: Community
) -> None:
    from hearth.access.sign_up import SecondFactorAdapter

    Setting.objects.filter(key="second_factor_required").update(value=is_required)
    Account.objects.filter(pk=anna.pk).update(password_is_long=is_long)
    TOTP.activate(anna, generate_totp_secret())
    only = Authenticator.objects.get(user=anna)
    assert SecondFactorAdapter().can_delete_authenticator(only) is goes
    Authenticator.objects.create(user=anna, type=Authenticator.Type.WEBAUTHN, data={})
    assert SecondFactorAdapter().can_delete_authenticator(only)


def test_every_page_that_is_not_marked_as_ones_own_is_taken_to_show_clients(
    browser: Browser, community: Community
) -> None:
    """Fail closed: of all addresses only allauth's and the account's open without a signature."""
    from django.urls import reverse

    from tests.permissions.table import addresses

    SignedAgreement.objects.all().delete()
    plain = [name for name, parameters in addresses().items() if not parameters]
    opened = {name for name in plain if browser.get(reverse(name)).status_code in (200, 302)}
    ours = {name for name in opened if not name.startswith(("account_", "mfa_", "account:"))}
    # The privacy notice is everybody's (PRV-05) and shows no client.
    assert ours == {"release:notice"}, "these pages open without a signed agreement"
    sign_agreement_of(community.personas["intake_worker"])
