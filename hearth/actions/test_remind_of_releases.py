"""Reminders of releases that end, and of clients who turned 18."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hearth.actions.remind_of_releases import remind_of_releases
from hearth.records import clock, guard
from hearth.records.models import Account, Client, Enrollment, Notice
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, add_household, add_release

START = date(2026, 1, 5)


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)


def told(event: str = "release_ends_soon") -> list[str]:
    return sorted(Notice.objects.filter(event=event).values_list("account__username", flat=True))


def test_staff_are_told_60_30_and_7_days_before_and_once_each_time(
    community: Community, rosa: Client, later: Callable[..., Any]
) -> None:
    add_enrollment(community, rosa, community.shelter, START)
    add_release(community, rosa, community.own_agency, ends_on=clock.today() + timedelta(days=61))
    assert remind_of_releases() == 0
    counts = []
    for days in (1, 1, 29, 1, 22, 1):
        later(days=days)
        counts.append(remind_of_releases() > 0)
    assert counts == [True, False, True, False, True, False]
    assert "stranger" not in told()
    assert "intake_worker" in told()


def test_who_entered_the_stay_is_told_alone_and_a_newer_release_ends_the_reminders(
    community: Community, anna: Account, rosa: Client
) -> None:
    stay = add_enrollment(community, rosa, community.shelter, START)
    with change(by=anna, action="test") as signed:
        guard.everything(Enrollment, "test").filter(pk=stay.pk).update(change=signed)
    add_release(community, rosa, community.own_agency, ends_on=clock.today() + timedelta(days=5))
    assert remind_of_releases() == 1
    assert told() == [anna.username]
    Notice.objects.all().delete()
    add_release(community, rosa, community.own_agency, ends_on=clock.today() + timedelta(days=300))
    assert remind_of_releases() == 0


def test_who_turned_18_is_told_of_once_and_asked_for_an_own_release(
    community: Community, rosa: Client, later: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not today: nobody may turn 18 tomorrow, where that is a leap day.
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 6, 14, 20, tzinfo=UTC))
    leo = add_client(community, "Leo", "Example", dob=date(2008, 6, 15))
    add_household(community, [rosa, leo], community.shelter, START)
    own = add_release(community, rosa, community.own_agency)
    add_release(community, leo, community.own_agency, kind="household", follows=own)
    remind_of_releases()
    assert told("minor_became_adult") == []
    later(days=1)
    remind_of_releases()
    remind_of_releases()
    names = told("minor_became_adult")
    assert names
    assert len(names) == len(set(names))
    notice = Notice.objects.filter(event="minor_became_adult").first()
    assert notice is not None
    assert notice.address == f"/clients/{leo.pk}/release/"


def test_who_was_born_on_a_leap_day_turns_18_on_the_first_of_march(
    community: Community, rosa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2008, 2, 29))
    add_household(community, [rosa, leo], community.shelter, date(2025, 1, 5))
    add_release(community, leo, community.own_agency, kind="household", starts_on=date(2025, 1, 5))
    for day, is_told in ((date(2026, 2, 28), False), (date(2026, 3, 1), True)):
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda moment=moment: moment)
        remind_of_releases()
        assert bool(told("minor_became_adult")) is is_told
    notice = Notice.objects.filter(event="minor_became_adult").first()
    assert notice is not None
    assert notice.facts["on"] == "2026-03-01"
