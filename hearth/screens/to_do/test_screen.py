"""The to-do list: what is due by its own day, counted beside Home, told once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.collect import collect
from hearth.actions.remind_of_annuals import remind_of_annuals
from hearth.records import clock
from hearth.records.models import Account, Notice
from hearth.records.write import change
from hearth.screens.to_do import screen
from tests.community import Community, add_client, add_exit, add_household, add_release, viewer_for

START = date(2025, 3, 10)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be noon of a day."""

    def stand(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda: moment)

    return stand


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    return add_household(community, people, community.rapid, START)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def shown(browser: Browser, kind: str) -> str:
    return " ".join(browser.get(reverse("to_do:list") + f"?show={kind}").content.decode().split())


def test_an_annual_assessment_is_due_from_30_days_before_to_30_after_for_every_member(
    household: list[Any], worker: Viewer, browser: Browser, on: Callable[[date], None]
) -> None:
    on(date(2026, 2, 7))
    assert "No annual assessment is due" in shown(browser, "annuals")
    on(date(2026, 2, 8))
    assert "Rosa Example, Mateo Example" in shown(browser, "annuals")
    collect(
        viewer=worker,
        enrollment=household[0],
        stage=5,
        on=date(2026, 2, 8),
        answers=[],
        open_questions=0,
    )
    assert "Rosa Example, Mateo Example" not in shown(browser, "annuals")
    on(date(2026, 4, 10))
    late = shown(browser, "annuals")
    assert "8 Feb 2026 to 9 Apr 2026" in late
    assert "Late" in late


def test_staff_are_told_of_an_annual_assessment_14_days_before_and_once(
    household: list[Any], on: Callable[[date], None]
) -> None:
    on(date(2026, 2, 23))
    assert remind_of_annuals() == 0
    on(date(2026, 2, 24))
    assert remind_of_annuals() > 0
    assert remind_of_annuals() == 0
    assert not Notice.objects.filter(account__username="stranger").exists()


def test_open_questions_of_an_exit_wait_and_those_of_an_exit_by_the_system_do_not(
    community: Community, household: list[Any], browser: Browser, on: Callable[[date], None]
) -> None:
    on(date(2026, 4, 10))
    add_exit(community, household[0], date(2026, 4, 1))
    assert "Rosa Example" in shown(browser, "exits")
    automatic = add_exit(community, household[1], date(2026, 4, 1))
    automatic_of(automatic)
    assert "Mateo Example" not in shown(browser, "exits")


def automatic_of(one: Any) -> None:
    with change(by=None, action="auto_exit"):
        one.is_automatic = True
        one.save(update_fields=["is_automatic"])


def test_who_turned_18_waits_until_they_gave_a_release_of_their_own(
    community: Community, household: list[Any], browser: Browser, on: Callable[[date], None]
) -> None:
    mateo = household[1].client
    with change(by=None, action="test"):
        mateo.dob = date(2008, 4, 10)
        mateo.save(update_fields=["dob"])
    add_release(community, mateo, community.own_agency, kind="household", starts_on=START)

    def waits() -> bool:
        page = browser.get(reverse("to_do:counts")).content.decode()
        return reverse("release:worklist") + "?due=adult" in page

    on(date(2026, 4, 9))
    assert not waits()
    on(date(2026, 4, 10))
    assert waits()
    add_release(community, mateo, community.own_agency, starts_on=date(2026, 4, 10), ends_on=date(2026, 5, 1))
    assert not waits()
    # A release of their own that ended is one of the ended ones.
    on(date(2026, 5, 2))
    assert not waits()


def test_the_top_bar_shows_what_home_counted_last(
    household: list[Any], browser: Browser, on: Callable[[date], None]
) -> None:
    on(date(2026, 2, 10))
    browser.get(reverse("to_do:counts"))
    page = browser.get(reverse("programs:programs"))
    # The household's annual assessment, and two people whose intake nobody began.
    assert page.context["to_do"]["count"] == 3


def test_the_top_bar_adds_up_both_parts_of_home_though_they_are_counted_at_once(
    household: list[Any], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both requests read the session before either wrote it."""
    address = reverse("to_do:counts")

    def counted_meanwhile(viewer: Viewer) -> dict[str, int]:
        browser.get(address, {"show": "auto_exits"})
        return {"intakes": 3}

    monkeypatch.setattr(screen, "_others", counted_meanwhile)
    monkeypatch.setattr(screen, "_auto_exits", lambda viewer: {"auto_exits": 4})
    browser.get(address, {"show": "others"})
    assert browser.get("/account/").context["to_do"]["count"] == 7
