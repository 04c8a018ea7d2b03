"""Who looks after which account, what they may do to it, and what stays of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client as Browser

from hearth.access.account_state import State, state_of
from hearth.access.reset_links import ResetLinks
from hearth.records import clock
from hearth.records.models import Account, AccountAct, LoginSession, Notice, TrustedDevice
from tests.community import PASSWORD, Community, add_account

BrowserOf = Callable[[Account], Browser]
ACTS = ("unlock", "reactivate", "new-password", "end-sign-ins", "second-factor", "close")


@pytest.fixture
def manager(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["agency_manager"])


@pytest.fixture
def lead(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["hmis_lead"])


def act(browser: Browser, account: Account, name: str, why: str = "They asked me") -> int:
    return browser.post(f"/people/{account.pk}/{name}/", {"why": why}).status_code


def test_a_manager_sees_their_agency_and_the_lead_everybody(
    community: Community, manager: Browser, lead: Browser
) -> None:
    own, all_of_them = manager.get("/people/").content.decode(), lead.get("/people/").content.decode()
    assert "intake_worker" in own and "Hillside" not in own and "stranger" not in own
    assert "intake_worker" in all_of_them and "stranger" in all_of_them


@pytest.mark.parametrize("role", ["intake_worker", "reporting_only"])
def test_who_looks_after_no_accounts_sees_none(
    role: str, community: Community, browser_of: BrowserOf
) -> None:
    browser = browser_of(community.personas[role])
    assert browser.get("/people/").status_code == 403
    for one in (community.personas["agency_manager"], community.stranger):
        assert browser.get(f"/people/{one.pk}/").status_code == 403
        assert {act(browser, one, name) for name in ACTS} == {403}


def test_another_agencys_person_does_not_exist_for_a_manager(community: Community, manager: Browser) -> None:
    assert manager.get(f"/people/{community.stranger.pk}/").status_code == 404
    assert {act(manager, community.stranger, name) for name in ACTS} == {404}


@pytest.mark.parametrize("upwards", ["hmis_lead", "agency_manager", "coc_lead"])
def test_nobody_acts_on_themselves_or_on_who_reaches_further(
    upwards: str, community: Community, manager: Browser
) -> None:
    account = community.personas[upwards]
    assert {act(manager, account, name) for name in ACTS} == {403}
    account.refresh_from_db()
    assert account.is_active


def test_a_manager_does_not_close_who_works_for_another_agency_too(
    community: Community, manager: Browser, anna: Account
) -> None:
    add_account("intake_worker", community.other_agency, "intake_worker", is_primary=False)
    assert act(manager, anna, "close") == 403


def test_a_manager_unlocks_a_sign_in_at_once(manager: Browser, anna: Account) -> None:
    for _try in range(3):
        Browser().post("/accounts/login/", {"login": "intake_worker", "password": "wrong"})
    assert "locked" in manager.get("/people/").content.decode()
    assert act(manager, anna, "unlock") == 302
    assert not AccessAttempt.objects.exists()
    browser = Browser()
    browser.post("/accounts/login/", {"login": "intake_worker", "password": PASSWORD})
    assert browser.get("/").status_code == 200
    assert Notice.objects.filter(account=anna, event="account_released").exists()
    assert act(manager, anna, "unlock") == 404


def test_closing_an_account_ends_everything_at_once(
    manager: Browser, anna: Account, browser_of: BrowserOf
) -> None:
    at_work = browser_of(anna)
    TrustedDevice.objects.create(account=anna, digest=b"x" * 32, trusted_at=clock.instant())
    link = ResetLinks().make_token(anna)
    assert ResetLinks().check_token(anna, link)
    assert act(manager, anna, "close", why="Left on Friday") == 302
    anna.refresh_from_db()
    assert state_of(anna) is State.CLOSED
    assert at_work.get("/")["Location"].startswith("/accounts/login/")
    assert not LoginSession.objects.filter(account=anna, ended_at=None).exists()
    assert not TrustedDevice.objects.filter(account=anna).exists()
    assert not ResetLinks().check_token(anna, link)
    answer = Browser().post("/accounts/login/", {"login": "intake_worker", "password": PASSWORD})
    assert answer["Location"] == "/accounts/inactive/"
    told = AccountAct.objects.get(account=anna).change
    assert (told.action, told.why, told.account and told.account.username) == (
        "deactivate_account",
        "Left on Friday",
        "agency_manager",
    )


def test_a_link_from_before_the_closing_is_dead_after_reopening_too(
    lead: Browser, manager: Browser, anna: Account
) -> None:
    link = ResetLinks().make_token(anna)
    act(manager, anna, "close")
    act(lead, anna, "reactivate")
    anna.refresh_from_db()
    assert state_of(anna) is State.ACTIVE
    assert not ResetLinks().check_token(anna, link)


@pytest.mark.parametrize("name", ["close", "reactivate", "second-factor"])
def test_weighty_acts_ask_for_a_reason(name: str, lead: Browser, anna: Account) -> None:
    TOTP.activate(anna, generate_totp_secret())
    if name == "reactivate":
        Account.objects.filter(pk=anna.pk).update(last_login=clock.instant() - timedelta(days=100))
    answer = lead.post(f"/people/{anna.pk}/{name}/", {"why": "  "})
    assert answer.status_code == 200 and "Write why" in answer.content.decode()
    assert not AccountAct.objects.exists()


def test_an_account_at_rest_is_opened_by_the_lead_and_by_no_manager(
    lead: Browser, manager: Browser, anna: Account
) -> None:
    Account.objects.filter(pk=anna.pk).update(last_login=clock.instant() - timedelta(days=100))
    anna.refresh_from_db()
    assert state_of(anna) is State.RESTING
    assert act(manager, anna, "reactivate") == 403
    assert act(lead, anna, "reactivate", why="Trained again on Monday") == 302
    anna.refresh_from_db()
    assert state_of(anna) is State.ACTIVE
    assert "Trained again on Monday" in lead.get(f"/people/{anna.pk}/").content.decode()
    assert Notice.objects.get(account=anna).facts == {"hours": "24"}


def test_a_manager_ends_all_sign_ins_of_a_person(
    manager: Browser, anna: Account, browser_of: BrowserOf
) -> None:
    at_work = browser_of(anna)
    assert act(manager, anna, "end-sign-ins") == 302
    assert at_work.get("/")["Location"].startswith("/accounts/login/")
    assert LoginSession.objects.get(account=anna).ended_why == "by_manager"


def test_a_lost_second_step_is_taken_away_by_who_opens_accounts(lead: Browser, anna: Account) -> None:
    TOTP.activate(anna, generate_totp_secret())
    assert act(lead, anna, "second-factor", why="Phone lost, called back on the office number") == 302
    assert not Authenticator.objects.filter(user=anna).exists()
    assert Notice.objects.filter(account=anna, event="second_step_removed").exists()


def test_an_account_is_opened_with_a_link_and_its_owner_chooses_the_password(
    community: Community, lead: Browser
) -> None:
    asked = {
        "name": "Nell Newcomer",
        "username": "newcomer",
        "email": "nell@example.org",
        "organization": community.other_agency.pk,
        "role": "intake_worker",
        "coc": "",
    }
    assert lead.post("/people/new/", asked).status_code == 302
    account = Account.objects.get(username="newcomer")
    assert not account.has_usable_password()
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link and mail.outbox[0].to == ["nell@example.org"]
    newcomer = Browser()
    form = newcomer.get(link[1], follow=True).redirect_chain[-1][0]
    password = "9 copper kettles whistle"
    newcomer.post(form, {"password1": password, "password2": password})
    newcomer.post("/accounts/login/", {"login": "newcomer", "password": password})
    assert newcomer.get("/").status_code == 403, "the agreement is not signed yet"
    assert "confidentiality agreement" in newcomer.get("/").content.decode()


def test_a_bad_user_name_is_told_and_nothing_is_opened(community: Community, lead: Browser) -> None:
    asked = {
        "name": "Nell Newcomer",
        "username": "2fast",
        "email": "nell@example.org",
        "organization": community.own_agency.pk,
        "role": "intake_worker",
    }
    answer = lead.post("/people/new/", asked)
    assert "starts with a letter" in answer.content.decode()
    assert not Account.objects.filter(email="nell@example.org").exists() and not mail.outbox


def test_an_act_that_does_not_fit_the_account_is_not_there(lead: Browser, anna: Account) -> None:
    assert {act(lead, anna, name) for name in ("unlock", "reactivate", "second-factor", "nothing")} == {404}
