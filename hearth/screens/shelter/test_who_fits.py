"""The bed board says who is not of those whom a unit or a bed is for, and refuses nobody."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.records import clock, guard
from hearth.records.models import Account, Bed, BedStay, Opening, Reservation, Unit
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment

pytestmark = pytest.mark.django_db
QUERIES_AT_MOST = 12
CHILD, ADULT = date(2019, 5, 1), date(1980, 5, 1)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 11, 29, 5, 0, tzinfo=UTC))


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def manager(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def beds(community: Community) -> list[Bed]:
    return add_beds(community, community.shelter, 2)


@pytest.fixture
def address(community: Community) -> str:
    return reverse("shelter:beds", args=[community.shelter.pk])


def household(community: Community, *born: date) -> list[Any]:
    found = []
    for place, day in enumerate(born):
        person = add_client(community, f"Guest{place}", "Example", dob=day, organization=community.own_agency)
        stay = add_enrollment(community, person, community.shelter, date(2026, 1, 5))
        found.append(stay)
    with change(by=None, action="set_up"):
        for stay in found:
            stay.household_id = "together"
            stay.save()
    return found


def ask(beds: list[Bed], **asked: Any) -> None:
    with change(by=None, action="set_up"):
        guard.everything(Unit, "test").filter(pk=beds[0].unit_id).update(**asked)


def test_the_board_says_whom_a_unit_is_for_and_who_in_it_does_not_fit(
    community: Community, worker: Browser, beds: list[Bed], address: str, django_assert_max_num_queries: Any
) -> None:
    mother, _child = household(community, ADULT, CHILD)
    ask(beds, household_type=1, most_people=1, is_accessible=True)
    before = worker.get(address).content.decode()
    for words in ("Households without children", "1 person", "Accessible", "may not fit"):
        assert words in before, words
    answer = worker.post(address, {"do": "assign", "bed": beds[0].pk, "guest": mother.pk}, follow=True)
    shown = answer.content.decode()
    assert "The bed is assigned. But mind: Unit Dormitory is for households without children" in shown
    assert guard.everything(BedStay, "test").get().enrollment_id == mother.pk
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        later = worker.get(address).content.decode()
    assert "there is a child in this one" in later
    assert "Unit Dormitory is for households of at most 1," in later


def test_who_fits_is_assigned_without_a_word(
    community: Community, worker: Browser, beds: list[Bed], address: str
) -> None:
    mother, _child = household(community, ADULT, CHILD)
    ask(beds, household_type=3, most_people=2)
    assert "may not fit" not in worker.get(address).content.decode()
    answer = worker.post(address, {"do": "assign", "bed": beds[0].pk, "guest": mother.pk}, follow=True)
    assert "The bed is assigned." in answer.content.decode()
    assert "But mind" not in answer.content.decode()


def test_a_bed_that_is_kept_for_veterans_says_so_when_it_is_reserved_for_somebody_else(
    community: Community, worker: Browser, beds: list[Bed], address: str
) -> None:
    [leo] = household(community, ADULT)
    with change(by=None, action="set_up"):
        guard.everything(Bed, "test").filter(pk=beds[0].pk).update(dedicated="vet_bed_inventory")
    sent = {"do": "reserve", "bed": beds[0].pk, "guest": leo.pk, "nights": "1"}
    answer = worker.post(address, sent, follow=True)
    assert "Bed 1 is for veterans, and nobody in the household is recorded as one." in answer.content.decode()
    assert guard.everything(Reservation, "test").count() == 1


def test_a_board_that_asks_nothing_reads_no_household(
    community: Community, worker: Browser, beds: list[Bed], address: str
) -> None:
    household(community, ADULT)
    worker.get(address)
    with CaptureQueriesContext(connection) as nothing:
        worker.get(address)
    ask(beds, most_people=4)
    with CaptureQueriesContext(connection) as something:
        worker.get(address)
    assert len(something) == len(nothing) + 1


def test_whom_a_unit_is_for_is_kept_and_shown_with_the_program_and_its_openings(
    community: Community, manager: Browser, worker: Browser, beds: list[Bed]
) -> None:
    unit = beds[0].unit
    form = reverse("program_setup:unit_for", args=[unit.pk])
    assert worker.get(form).status_code == 403
    sent = {"household_type": "3", "most_people": "4", "sex": "0", "for_youth": "on", "is_accessible": "on"}
    assert manager.post(form, sent).status_code == 302
    kept = guard.everything(Unit, "test").get()
    assert (kept.household_type, kept.most_people, kept.sex) == (3, 4, 0)
    assert (kept.for_veterans, kept.for_youth, kept.is_accessible) == (False, True, True)
    with change(by=None, action="set_up") as signed:
        Opening.objects.create(
            project=community.shelter, unit=kept, places=1, starts_on=date(2026, 12, 1), change=signed
        )
    for page in ("program_setup:units", "openings:program"):
        shown = worker.get(reverse(page, args=[community.shelter.pk])).content.decode()
        for words in ("at least one adult and one child", "up to 4 people", "Women and girls", "Youth"):
            assert words in shown, (page, words)
    assert manager.post(form, {"most_people": "0"}).context["form"].errors.keys() == {"most_people"}
