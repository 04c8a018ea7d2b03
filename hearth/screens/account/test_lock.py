"""A login locks, runs out, is replaced and ended; unsaved work comes back; nothing is left in the browser."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client as Browser

from hearth.records import clock
from hearth.records.models import Account, KeptWork, LoginSession, Setting
from tests.community import PASSWORD, Community

Later = Callable[..., datetime]
BrowserOf = Callable[[Account], Browser]
FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
JSON: dict[str, Any] = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def browser(anna: Account, browser_of: BrowserOf) -> Browser:
    return browser_of(anna)


def is_in(browser: Browser) -> bool:
    return browser.get("/").status_code == 200


def is_locked(browser: Browser) -> bool:
    return str(browser.get("/").headers.get("Location", "")).startswith("/account/locked/")


def test_after_15_minutes_without_activity_every_page_is_locked_but_not_logged_out(
    browser: Browser, later: Later
) -> None:
    later(minutes=14.9)
    assert is_in(browser)
    later(minutes=15)
    for address in ("/", "/clients/", "/programs/", "/account/", "/accounts/password/change/"):
        assert browser.get(address)["Location"].startswith("/account/locked/")
    assert LoginSession.objects.get(ended_at=None)


def test_activity_keeps_the_page_open(browser: Browser, later: Later) -> None:
    for _time in range(4):
        later(minutes=10)
        assert is_in(browser)
    later(minutes=10)
    browser.post("/account/awake/", {"active": "1"}, **JSON)
    later(minutes=10)
    assert is_in(browser)


def test_a_page_that_looks_by_itself_keeps_nothing_open(browser: Browser, later: Later) -> None:
    for _time in range(3):
        later(minutes=5)
        browser.get("/", headers={"HX-Request": "true"})
    assert is_locked(browser)


def test_the_minutes_are_a_setting(browser: Browser, later: Later) -> None:
    Setting.objects.create(key="idle_minutes", value=5)
    later(minutes=5)
    assert is_locked(browser)


@pytest.mark.parametrize("way", ["page", "script"])
def test_the_password_opens_the_page_again_where_it_was(way: str, browser: Browser, later: Later) -> None:
    later(minutes=16)
    if way == "page":
        assert "not right" in browser.post("/account/locked/", {"password": "wrong"}).content.decode()
        assert is_locked(browser)
        answer = browser.post("/account/locked/", {"password": PASSWORD, "next": "/programs/"})
        assert answer["Location"] == "/programs/"
    else:
        assert browser.post("/account/unlock/", {"password": "wrong"}, **JSON).status_code == 403
        assert browser.post("/account/unlock/", {"password": PASSWORD}, **JSON).json()["seconds"] == 900
    assert is_in(browser)


def test_guessing_at_the_lock_is_counted_like_guessing_at_the_door(browser: Browser, later: Later) -> None:
    later(minutes=16)
    for _try in range(3):
        answer = browser.post("/account/unlock/", {"password": "wrong"}, **JSON)
    assert answer.status_code == 429
    assert browser.post("/account/unlock/", {"password": PASSWORD}, **JSON).status_code == 429
    assert is_locked(browser)


def test_a_page_is_locked_at_once_by_its_owner_and_tells_its_script(browser: Browser) -> None:
    browser.post("/account/lock/")
    assert is_locked(browser)
    assert browser.post("/account/awake/", {"active": "1"}, **JSON).json() == {"seconds": 0}
    answer = browser.get("/programs/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"], answer.content) == (204, "hearth-locked", b"")


def test_nobody_is_led_to_another_site_by_the_lock(browser: Browser) -> None:
    browser.post("/account/lock/")
    assert (
        browser.post("/account/locked/", {"password": PASSWORD, "next": "https://evil.example/"})["Location"]
        == "/"
    )


def test_what_was_sent_while_locked_is_kept_encrypted_and_given_back(browser: Browser, later: Later) -> None:
    later(minutes=16)
    sent = {"q": "Rosa Unsaved", "password": "never kept", "many": ["1", "2"]}
    assert browser.post("/clients/", urlencode(sent, doseq=True), **FORM)["Location"].startswith(
        "/account/locked/"
    )
    row = KeptWork.objects.get()
    assert b"Unsaved" not in bytes(row.sealed)
    assert browser.post("/account/locked/", {"password": PASSWORD})["Location"] == "/account/kept-work/"
    page = browser.get("/account/kept-work/").content.decode()
    assert 'action="/clients/"' in page and "Rosa Unsaved" in page and page.count('name="many"') == 2
    assert "never kept" not in page
    browser.post("/account/kept-work/")
    assert not KeptWork.objects.exists()


def test_what_was_sent_when_the_login_ran_out_waits_for_the_next_one(browser: Browser, later: Later) -> None:
    later(hours=12)
    assert browser.post("/clients/", "q=Rosa+Unsaved", **FORM)["Location"].startswith("/accounts/login/")
    again = Browser()
    answer = again.post("/accounts/login/", {"login": "intake_worker", "password": PASSWORD})
    assert answer["Location"] == "/account/kept-work/"
    assert "Rosa Unsaved" in again.get("/account/kept-work/").content.decode()


def test_kept_work_is_its_owners_alone_and_for_a_day(
    community: Community, browser: Browser, browser_of: BrowserOf, later: Later
) -> None:
    later(hours=12)
    browser.post("/clients/", "q=Rosa+Unsaved", **FORM)
    stranger = browser_of(community.personas["agency_manager"])
    assert "Nothing is waiting" in stranger.get("/account/kept-work/").content.decode()
    later(hours=24)
    again = Browser()
    answer = again.post("/accounts/login/", {"login": "intake_worker", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_login_lives_12_hours_at_most_however_busy_it_is(browser: Browser, later: Later) -> None:
    Setting.objects.create(key="idle_minutes", value=60)
    for _hour in range(13):
        later(minutes=55)
        assert is_in(browser)
    later(minutes=5)
    assert browser.get("/")["Location"].startswith("/accounts/login/")
    assert LoginSession.objects.get().ended_why == "limit"


def test_a_second_login_ends_the_first_unless_the_setting_allows_both(
    anna: Account, browser: Browser, browser_of: BrowserOf
) -> None:
    second = browser_of(anna)
    assert (is_in(browser), is_in(second)) == (False, True)
    Setting.objects.create(key="one_session", value=False)
    third = browser_of(anna)
    assert (is_in(second), is_in(third)) == (True, True)


def test_a_login_without_its_row_is_no_login(browser: Browser) -> None:
    LoginSession.objects.all().delete()
    assert browser.get("/")["Location"].startswith("/accounts/login/")
    assert not Session.objects.filter(session_key=browser.session.session_key).exists()


def test_logging_out_clears_what_the_browser_holds(browser: Browser) -> None:
    assert "Clear-Site-Data" not in browser.get("/").headers
    answer = browser.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert LoginSession.objects.get().ended_why == "signed_out"


def test_a_person_sees_where_they_are_signed_in_and_ends_one_or_all(
    anna: Account, browser_of: BrowserOf
) -> None:
    Setting.objects.create(key="one_session", value=False)
    one, two, three = (browser_of(anna) for _each in range(3))
    page = one.get("/account/").content.decode()
    assert page.count("/account/sign-ins/") == 4 and page.count("This one") == 1
    newest = LoginSession.objects.filter(ended_at=None).first()
    assert newest is not None
    one.post(f"/account/sign-ins/{newest.pk}/end/")
    assert [is_in(each) for each in (one, two, three)] == [True, True, False]
    one.post("/account/sign-ins/end/")
    assert [is_in(each) for each in (one, two, three)] == [True, False, False]


def test_nobody_ends_the_login_of_somebody_else(
    community: Community, browser: Browser, browser_of: BrowserOf
) -> None:
    browser_of(community.stranger)
    theirs = LoginSession.objects.get(account=community.stranger)
    assert browser.post(f"/account/sign-ins/{theirs.pk}/end/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_a_deactivated_account_is_out_at_once_even_without_a_row_to_say_so(
    anna: Account, browser: Browser
) -> None:
    Account.objects.filter(pk=anna.pk).update(is_active=False)
    assert browser.get("/")["Location"].startswith("/accounts/login/")
    Account.objects.filter(pk=anna.pk).update(is_active=True, generation=anna.generation + 1)
    assert browser.get("/")["Location"].startswith("/accounts/login/")


def test_the_script_gets_seconds_as_json(browser: Browser, later: Later) -> None:
    later(minutes=5)
    answer = browser.post("/account/awake/", **JSON)
    assert json.loads(answer.content)["seconds"] in (599, 600)
    assert clock.instant() > LoginSession.objects.get().active_at
