"""Who of a worker's own caseload was out of sight: listed by household, led to where a service is recorded."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.write_note import Written, write_note
from hearth.records import clock
from hearth.records.models import Account, AssignedStaff, LocalService, ServiceOffered
from hearth.records.write import change, current
from tests.community import Community, add_client, add_funder, add_household, add_services, viewer_for

START = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> date:
    """Let it be noon of the 31st day after the start."""
    today = START + timedelta(days=31)
    monkeypatch.setattr(
        clock, "instant", lambda: datetime(today.year, today.month, today.day, 20, tzinfo=UTC)
    )
    return today


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    stays = add_household(community, people, community.rapid, START)
    with change(by=None, action="test"):
        for one in stays:
            AssignedStaff.objects.create(
                enrollment=one,
                organization=community.own_agency,
                account=community.personas["intake_worker"],
                change=current(),
            )
    return stays


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def shown(browser: Browser) -> str:
    return " ".join(browser.get(reverse("to_do:list") + "?show=quiet").content.decode().split())


def waits(browser: Browser) -> bool:
    return "show=quiet" in browser.get(reverse("to_do:counts")).content.decode()


def test_who_had_nothing_recorded_for_more_than_30_days_is_counted_and_led_to_a_service(
    community: Community, household: list[Any], browser: Browser
) -> None:
    page = shown(browser)
    assert reverse("outreach:contact", args=[household[1].pk]) in page
    # A program that gives no services has no such form.
    assert reverse("services:record", args=[household[0].pk]) not in page
    assert "the start of the enrollment" in page
    assert waits(browser)
    add_funder(community, community.rapid, 33)
    assert reverse("services:record", args=[household[0].pk]) in shown(browser)


def test_a_service_for_one_member_counts_for_the_household(
    community: Community, household: list[Any], browser: Browser, day: date
) -> None:
    add_services(community, household[0], [day - timedelta(days=31)])
    assert '31 days ago<br><span class="soft">a bed night' in shown(browser)
    add_services(community, household[0], [day - timedelta(days=30)])
    assert "Nobody on your caseload was out of sight" in shown(browser)
    assert not waits(browser)


def test_a_note_counts(community: Community, household: list[Any], browser: Browser, day: date) -> None:
    write_note(
        viewer=viewer_for(community.personas["intake_worker"]),
        client=household[1].client,
        enrollment=household[1],
        written=Written("Met at the library", "All is well.", day),
    )
    assert not waits(browser)


def test_a_service_of_the_agencys_own_counts_until_its_last_day(
    community: Community, household: list[Any], browser: Browser, day: date
) -> None:
    with change(by=None, action="test"):
        offered = ServiceOffered.objects.create(
            organization=community.own_agency,
            category="Own",
            name="Storage",
            delivery="long",
            change=current(),
        )
        LocalService.objects.create(
            enrollment=household[0],
            client=household[0].client,
            organization=community.own_agency,
            change=current(),
            offered=offered,
            starts_on=START,
            ends_on=day - timedelta(days=3),
        )
    assert not waits(browser)


def test_the_caseload_of_a_colleague_is_not_mine(
    community: Community, household: list[Any], browser_of: Callable[[Account], Browser]
) -> None:
    assert not waits(browser_of(community.personas["agency_manager"]))


def test_a_page_of_them_asks_no_more_for_more_people(
    community: Community, household: list[Any], browser: Browser, django_assert_max_num_queries: Any
) -> None:
    shown(browser)
    with django_assert_max_num_queries(12):
        shown(browser)
    with django_assert_max_num_queries(15):
        waits(browser)


@pytest.mark.parametrize("part", ["others", "auto_exits"])
def test_the_counts_cost_no_more_queries_than_any_page_when_something_of_each_kind_waits(
    community: Community,
    household: list[Any],
    browser: Browser,
    django_assert_max_num_queries: Any,
    part: str,
) -> None:
    # Their annual assessment is late, and the system would have exited them long ago.
    people = [one.client for one in household]
    add_household(community, people, community.shelter, START - timedelta(days=400))
    # The first answer also writes into the session what the top bar shows.
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("to_do:counts"), {"show": part}).content.decode()
    kinds = ("show=quiet", "show=annuals") if part == "others" else (reverse("auto_exit:list"),)
    assert all(one in page for one in kinds), page
