"""Signing in: tries, locks, second factors, trusted computers, forgotten passwords, paused accounts."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser

from hearth.access.account_state import State, state_of
from hearth.records import clock
from hearth.records.models import Account, LoginSession, Notice, Setting, TrustedDevice
from tests.community import PASSWORD, Community

Later = Callable[..., datetime]
LOGIN = "/accounts/login/"
SECRET = generate_totp_secret()
NEW = "9 copper kettles whistle"
HALF_MINUTE = 59_000_000


@pytest.fixture(autouse=True)
def one_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app and the server look at the same half minute, however long a busy machine takes between them."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([HALF_MINUTE]))


@pytest.fixture
def anna_with_app(anna: Account) -> Account:
    TOTP.activate(anna, SECRET)
    return anna


def code() -> str:
    """Give the code that the app shows now; allauth takes each once, so it is made to forget those before."""
    cache.clear()
    return format_hotp_value(hotp_value(SECRET, HALF_MINUTE))


def sign_in(browser: Browser, login: str, password: str = PASSWORD) -> Any:
    return browser.post(LOGIN, {"login": login, "password": password})


def is_in(browser: Browser) -> bool:
    return browser.get("/").status_code == 200


@pytest.mark.parametrize("name", ["intake_worker", "nobody_here"])
def test_after_three_tries_a_name_is_closed_alike_whether_anybody_bears_it(name: str, anna: Account) -> None:
    browser = Browser()
    assert "2 more tries" in sign_in(browser, name, "wrong").content.decode()
    assert "1 more try" in sign_in(browser, name, "wrong").content.decode()
    for password in ("wrong", PASSWORD):
        answer = sign_in(browser, name, password)
        assert answer.status_code == 429
        assert (
            "closed for another" in answer.content.decode()
            and "3 hours" in answer.content.decode().replace("\xa0", " ")
        )
    assert not is_in(browser)


def test_the_lock_tells_the_time_left_and_ends_by_itself(anna: Account) -> None:
    for _try in range(3):
        sign_in(Browser(), "intake_worker", "wrong")
    AccessAttempt.objects.update(attempt_time=clock.instant() - timedelta(hours=2, minutes=20))
    assert "40 minutes" in sign_in(Browser(), "intake_worker").content.decode().replace("\xa0", " ")
    AccessAttempt.objects.update(attempt_time=clock.instant() - timedelta(hours=3, seconds=1))
    browser = Browser()
    sign_in(browser, "intake_worker")
    assert is_in(browser)


def test_trying_on_does_not_make_the_lock_longer(anna: Account) -> None:
    for _try in range(3):
        sign_in(Browser(), "intake_worker", "wrong")
    before = AccessAttempt.objects.get().attempt_time
    sign_in(Browser(), "intake_worker", "wrong")
    assert AccessAttempt.objects.get().attempt_time == before


def test_tries_and_length_of_the_lock_are_settings(anna: Account) -> None:
    Setting.objects.create(key="login_tries", value=1)
    Setting.objects.create(key="lockout_hours", value=5)
    answer = sign_in(Browser(), "intake_worker", "wrong")
    assert (answer.status_code, "5 hours" in answer.content.decode().replace("\xa0", " ")) == (429, True)


def test_a_user_name_and_its_e_mail_share_their_tries(anna: Account) -> None:
    for login in ("intake_worker", anna.email, anna.email.upper()):
        answer = sign_in(Browser(), login, "wrong")
    assert answer.status_code == 429


def test_the_second_factor_opens_a_closed_sign_in(anna_with_app: Account) -> None:
    for _try in range(3):
        sign_in(Browser(), "intake_worker", "wrong")
    browser = Browser()
    assert browser.post("/account/release/", {"login": "intake_worker", "code": code()})["Location"] == LOGIN
    assert sign_in(browser, "intake_worker")["Location"] == "/accounts/2fa/authenticate/"


@pytest.mark.parametrize("name", ["intake_worker", "reporting_only", "nobody_here"])
def test_wrong_codes_open_nothing_and_are_counted_alike_for_every_name(
    name: str, anna_with_app: Account
) -> None:
    answers = [Browser().post("/account/release/", {"login": name, "code": "000000"}) for _try in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert "do not belong together" in answers[0].content.decode()


def test_a_password_alone_does_not_bring_in_who_has_a_second_factor(anna_with_app: Account) -> None:
    browser = Browser()
    assert sign_in(browser, "intake_worker")["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    browser.post("/accounts/2fa/trust/", {"action": "skip"})
    assert is_in(browser)


def test_five_wrong_codes_close_the_second_step_even_to_the_right_one(anna_with_app: Account) -> None:
    browser = Browser()
    sign_in(browser, "intake_worker")
    for _try in range(5):
        answer = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert answer.status_code == 429
    assert browser.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 429
    assert not is_in(browser)


def test_a_recovery_code_works_once(anna_with_app: Account) -> None:
    codes = RecoveryCodes.activate(anna_with_app)
    one = codes.get_unused_codes()[0]
    for expected in (True, False):
        browser = Browser()
        sign_in(browser, "intake_worker")
        browser.post("/accounts/2fa/authenticate/", {"code": one})
        browser.post("/accounts/2fa/trust/", {"action": "skip"})
        assert is_in(browser) is expected


def test_secrets_of_the_second_factor_are_not_stored_in_the_clear(anna_with_app: Account) -> None:
    assert SECRET not in str(Authenticator.objects.get(user=anna_with_app).data)


def trusting_browser() -> Browser:
    browser = Browser()
    sign_in(browser, "intake_worker")
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    browser.post("/accounts/2fa/trust/", {"action": "trust"})
    assert is_in(browser)
    browser.post("/accounts/logout/")
    return browser


def test_a_trusted_computer_skips_the_second_step_for_30_days(anna_with_app: Account, later: Later) -> None:
    browser = trusting_browser()
    later(days=29)
    sign_in(browser, "intake_worker")
    assert is_in(browser)
    browser.post("/accounts/logout/")
    later(days=1)
    assert sign_in(browser, "intake_worker")["Location"] == "/accounts/2fa/authenticate/"


def test_trust_is_for_one_browser_and_one_account(community: Community, anna_with_app: Account) -> None:
    browser = trusting_browser()
    assert sign_in(Browser(), "intake_worker")["Location"] == "/accounts/2fa/authenticate/"
    TOTP.activate(community.personas["reporting_only"], SECRET)
    assert sign_in(browser, "reporting_only")["Location"] == "/accounts/2fa/authenticate/"


def test_trust_taken_back_asks_the_second_step_again(anna_with_app: Account) -> None:
    browser = trusting_browser()
    sign_in(browser, "intake_worker")
    device = TrustedDevice.objects.get()
    assert "Trusted since" in browser.get("/account/").content.decode()
    browser.post("/account/devices/forget/", {"device": device.pk})
    browser.post("/accounts/logout/")
    assert sign_in(browser, "intake_worker")["Location"] == "/accounts/2fa/authenticate/"


def reset_link(browser: Browser, account: Account) -> str:
    mail.outbox.clear()
    browser.post("/accounts/password/reset/", {"email": account.email})
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found
    return found[1]


def choose_password(browser: Browser, link: str, password: str = NEW) -> Any:
    form = browser.get(link, follow=True)
    return browser.post(
        form.redirect_chain[-1][0] if form.redirect_chain else link,
        {"password1": password, "password2": password},
    )


def test_a_forgotten_password_does_not_go_past_the_second_factor(anna_with_app: Account) -> None:
    browser = Browser()
    choose_password(browser, reset_link(browser, anna_with_app))
    assert not is_in(browser)
    assert sign_in(browser, "intake_worker", NEW)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(browser)


def test_a_reset_link_works_for_an_hour_and_once(anna: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser()
    link = reset_link(browser, anna)
    choose_password(browser, link)
    assert "no longer works" in Browser().get(link, follow=True).content.decode()
    link = reset_link(browser, anna)
    now = datetime.now()
    monkeypatch.setattr("hearth.access.reset_links.ResetLinks._now", lambda self: now + timedelta(minutes=61))
    assert "no longer works" in Browser().get(link, follow=True).content.decode()


def test_a_new_password_by_mail_opens_a_closed_sign_in_but_not_the_second_step(
    anna_with_app: Account,
) -> None:
    browser = Browser()
    sign_in(browser, "intake_worker")
    for _try in range(5):
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    for _try in range(3):
        sign_in(Browser(), "intake_worker", "wrong")
    other = Browser()
    choose_password(other, reset_link(other, anna_with_app))
    assert sign_in(other, "intake_worker", NEW)["Location"] == "/accounts/2fa/authenticate/"
    assert other.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 429


def test_nothing_that_was_typed_is_kept_with_a_failed_try(anna: Account) -> None:
    sign_in(Browser(), "intake_worker", "a secret by mistake")
    row = AccessAttempt.objects.get()
    assert "secret" not in row.post_data and "intake_worker" not in row.post_data


def test_a_new_password_ends_every_sign_in_and_all_trust(anna_with_app: Account) -> None:
    browser, at_desk = trusting_browser(), Browser()
    sign_in(at_desk, "intake_worker")
    at_desk.post("/accounts/2fa/authenticate/", {"code": code()})
    at_desk.post("/accounts/2fa/trust/", {"action": "skip"})
    assert is_in(at_desk)
    other = Browser()
    choose_password(other, reset_link(other, anna_with_app))
    assert not is_in(at_desk)
    assert not LoginSession.objects.filter(ended_at=None).exists()
    assert sign_in(browser, "intake_worker", NEW)["Location"] == "/accounts/2fa/authenticate/"


def idle(account: Account, later: Later, days: int) -> None:
    Account.objects.filter(pk=account.pk).update(last_login=clock.instant())
    later(days=days)


def asked_link(browser: Browser) -> str:
    assert sign_in(browser, "intake_worker")["Location"] == "/account/paused/"
    mail.outbox.clear()
    assert "on its way" in browser.post("/account/paused/").content.decode()
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found and mail.outbox[0].to == ["intake_worker@example.org"]
    return found[1]


def test_a_paused_account_is_opened_by_mail_and_second_factor(anna_with_app: Account, later: Later) -> None:
    idle(anna_with_app, later, days=45)
    browser = Browser()
    link = asked_link(browser)
    assert not is_in(browser)
    assert "not right" in browser.post(link, {"password": PASSWORD, "code": "000000"}).content.decode()
    anna_with_app.refresh_from_db()
    assert state_of(anna_with_app) is State.PAUSED
    assert browser.post(link, {"password": PASSWORD, "code": code()})["Location"] == LOGIN
    anna_with_app.refresh_from_db()
    assert state_of(anna_with_app) is State.ACTIVE
    assert Notice.objects.filter(event="account_reactivated", account=anna_with_app).exists()


def test_the_link_alone_opens_nothing(anna: Account, later: Later) -> None:
    idle(anna, later, days=45)
    link = asked_link(Browser())
    assert "not right" in Browser().post(link, {"password": "wrong"}).content.decode()
    anna.refresh_from_db()
    assert state_of(anna) is State.PAUSED


def test_after_90_days_nobody_opens_their_own_account(anna: Account, later: Later) -> None:
    idle(anna, later, days=80)
    link = asked_link(Browser())
    later(days=10)
    browser = Browser()
    sign_in(browser, "intake_worker")
    assert "This account rests" in browser.get("/account/paused/").content.decode()
    browser.post("/account/paused/")
    assert "no longer works" in browser.post(link, {"password": PASSWORD}).content.decode()
    assert len(mail.outbox) == 1


def test_nobody_learns_about_a_paused_account_without_its_password(anna: Account, later: Later) -> None:
    idle(anna, later, days=45)
    browser = Browser()
    assert "do not belong together" in sign_in(browser, "intake_worker", "wrong").content.decode()
    assert browser.get("/account/paused/")["Location"] == LOGIN


def test_a_long_password_of_any_script_signs_in(anna: Account) -> None:
    password = "十七 пять 🦩 " + "ß" * 70
    anna.set_password(password)
    anna.save()
    browser = Browser()
    sign_in(browser, "intake_worker", password)
    assert is_in(browser)
