"""The bed board: what each bed is tonight, and every act on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.records import clock, guard
from hearth.records.models import Account, BedOffline, BedStay, Reservation
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment

pytestmark = pytest.mark.django_db
# Six of them ask who it is and whether they may: session, account, role, login, settings, inbox.
QUERIES_AT_MOST = 12


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 11, 29, 5, 0, tzinfo=UTC))


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def address(community: Community) -> str:
    return reverse("shelter:beds", args=[community.shelter.pk])


def guest(community: Community, name: str) -> Any:
    person = add_client(community, name, "Example", organization=community.own_agency)
    return add_enrollment(community, person, community.shelter, date(2026, 1, 5))


def states(page: Any) -> list[str]:
    return [one.state for _unit, beds in page.context["units"] for one in beds]


def test_a_bed_is_assigned_moved_freed_put_offline_and_reserved(
    community: Community, worker: Browser, address: str
) -> None:
    one, two, three = add_beds(community, community.shelter, 3)
    rosa, leo = guest(community, "Rosa"), guest(community, "Leo")
    assert states(worker.get(address)) == ["free"] * 3
    worker.post(address, {"do": "assign", "bed": one.pk, "guest": rosa.pk})
    worker.post(address, {"do": "close", "bed": two.pk, "reason": "repair", "guest": ""})
    worker.post(address, {"do": "reserve", "bed": three.pk, "guest": leo.pk, "nights": "2"})
    page = worker.get(address)
    assert states(page) == ["taken", "offline", "reserved"]
    for words in ("Rosa Example", "Repair", "Reserved for Leo Example, 28 Nov 2026 to 29 Nov 2026"):
        assert words in page.content.decode(), words
    worker.post(address, {"do": "open", "bed": two.pk})
    worker.post(address, {"do": "assign", "bed": two.pk, "guest": rosa.pk})
    assert states(worker.get(address)) == ["free", "taken", "reserved"]
    worker.post(address, {"do": "free", "bed": two.pk})
    kept = guard.everything(Reservation, "test").get()
    worker.post(address, {"do": "no_show", "reservation": kept.pk})
    assert states(worker.get(address)) == ["free"] * 3
    assert guard.everything(BedStay, "test").count() == 2
    assert guard.everything(BedOffline, "test").filter(date_deleted=None).count() == 0


def test_what_is_refused_or_not_chosen_is_said(community: Community, worker: Browser, address: str) -> None:
    [one] = add_beds(community, community.shelter, 1)
    rosa, leo = guest(community, "Rosa"), guest(community, "Leo")
    worker.post(address, {"do": "assign", "bed": one.pk, "guest": rosa.pk})
    page = worker.post(address, {"do": "assign", "bed": one.pk, "guest": leo.pk}, follow=True)
    assert "Somebody sleeps in bed 1" in page.content.decode()
    page = worker.post(address, {"do": "assign", "bed": one.pk, "guest": ""}, follow=True)
    assert "Choose whom or why first" in page.content.decode()


def test_a_program_without_beds_says_so(worker: Browser, address: str) -> None:
    assert "This program has no beds yet" in worker.get(address).content.decode()
    assert "No program has beds yet" in worker.get(reverse("shelter:boards")).content.decode()


def test_a_big_house_costs_no_more_queries_than_a_small_one(
    community: Community, worker: Browser, address: str, django_assert_max_num_queries: Any
) -> None:
    for number, bed in enumerate(add_beds(community, community.shelter, 12)):
        worker.post(address, {"do": "assign", "bed": bed.pk, "guest": guest(community, f"G{number}").pk})
    assert worker.get(reverse("shelter:boards"))["Location"] == address
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert states(worker.get(address)) == ["taken"] * 12
