"""Exits by the system on the screen: warned of, kept off with one click, reopened in two, explained in words."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.auto_exit import exit_quiet_households
from hearth.records import clock, guard
from hearth.records.models import Account, Enrollment, Exit, Setting
from tests.community import Community, add_client, add_enrollment, add_household

START = date(2026, 1, 5)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be noon of a day."""

    def stand(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda: moment)

    return stand


@pytest.fixture
def household(community: Community) -> list[Enrollment]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    return add_household(community, people, community.shelter, START)


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def page(browser: Browser, name: str, query: str = "") -> str:
    return " ".join(browser.get(reverse(name) + query).content.decode().split())


def test_who_will_be_exited_is_listed_with_the_reason_and_kept_with_one_click(
    household: list[Enrollment], browser: Browser, on: Callable[[date], None]
) -> None:
    on(date(2026, 3, 24))
    told = page(browser, "auto_exit:list")
    assert "Rosa Example" in told
    assert "Nothing since 5 Jan 2026: the start of the enrollment" in told
    assert "5 Apr 2026, in 12 days" in told
    back = reverse("enrollment:enrollment", args=[household[0].pk])
    sent = browser.post(reverse("auto_exit:still_active", args=[household[0].pk]), {"next": back})
    assert sent["Location"] == back
    assert "No exits are coming" in page(browser, "auto_exit:list")


def test_nobody_is_sent_elsewhere_after_the_click(household: list[Enrollment], browser: Browser) -> None:
    address = reverse("auto_exit:still_active", args=[household[0].pk])
    assert browser.post(address, {"next": "https://elsewhere.example/"})["Location"] == "/auto-exits/"


def test_many_are_reopened_at_once_after_the_question_whether_they_return(
    community: Community, household: list[Enrollment], browser: Browser, on: Callable[[date], None]
) -> None:
    add_enrollment(community, add_client(community, "Luz", "Example"), community.shelter, START)
    on(date(2026, 6, 30))
    assert exit_quiet_households() == 2
    assert "Rosa Example" in page(browser, "auto_exit:list", "?show=done")
    ids = [str(row.pk) for row in guard.everything(Exit, "test")]
    assert len(ids) == 3
    asked = page(browser, "auto_exit:reopen", "?exit=" + "&exit=".join(ids))
    assert "Are they returning?" in asked
    assert "They return: enroll anew" in asked
    assert browser.post(reverse("auto_exit:reopen"), {"exit": ids}).status_code == 302
    assert not guard.everything(Exit, "test").filter(date_deleted=None).exists()


def test_what_cannot_be_reopened_says_why_and_changes_nothing(
    community: Community, household: list[Enrollment], browser: Browser, on: Callable[[date], None]
) -> None:
    on(date(2026, 6, 30))
    exit_quiet_households()
    child = guard.everything(Exit, "test").get(enrollment=household[1])
    told = browser.post(reverse("auto_exit:reopen"), {"exit": [str(child.pk)]}).content.decode()
    assert "Nothing was reopened" in told
    assert guard.everything(Exit, "test").filter(date_deleted=None).count() == 2


def test_the_policy_is_told_in_words_and_switched_with_a_reason(
    community: Community, browser: Browser, browser_of: Callable[[Account], Browser]
) -> None:
    told = page(browser, "auto_exit:policy")
    assert "exited after 90 days" in told
    assert "a current living situation" in told
    assert "Change it for a project type" not in told
    lead = browser_of(community.personas["hmis_lead"])
    sent = {"coc": "XX-501", "project_type": "13", "is_on": "1", "why": ""}
    assert b"Say why" in lead.post(reverse("auto_exit:policy"), sent).content
    assert lead.post(reverse("auto_exit:policy"), sent | {"why": "The board agreed"}).status_code == 302
    assert Setting.objects.get(key="auto_exit_types").value == {"13": {"on": True, "why": "The board agreed"}}
    assert "The board agreed" in page(browser, "auto_exit:policy")
    assert lead.post(reverse("auto_exit:policy"), sent | {"is_on": "0"}).status_code == 302
    assert Setting.objects.get(key="auto_exit_types").value == {}


def test_the_lists_ask_the_same_number_of_queries_for_any_number_of_rows(
    community: Community,
    browser: Browser,
    on: Callable[[date], None],
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        person = add_client(community, f"Person{number}", "Example")
        add_enrollment(community, person, community.shelter, START)
    on(date(2026, 3, 24))
    browser.get(reverse("auto_exit:list"))
    for part in ("", "?show=auto_exits"):
        browser.get(reverse("to_do:counts") + part)
        with django_assert_max_num_queries(12):
            browser.get(reverse("to_do:counts") + part)
    with django_assert_max_num_queries(12):
        browser.get(reverse("auto_exit:list"))
    on(date(2026, 6, 30))
    exit_quiet_households()
    with django_assert_max_num_queries(12):
        browser.get(reverse("auto_exit:list") + "?show=done")
