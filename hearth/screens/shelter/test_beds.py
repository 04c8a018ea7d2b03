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


def undo_of(page: Any) -> str:
    address = [message.extra_tags.split()[0] for message in page.context["messages"]][-1]
    assert f'action="{address}"' in page.content.decode()
    return str(address)


def test_every_act_on_a_bed_is_undone_in_one_click(
    community: Community, worker: Browser, address: str
) -> None:
    one, two = add_beds(community, community.shelter, 2)
    rosa = guest(community, "Rosa")
    about = {"bed": one.pk, "guest": rosa.pk}
    # What is done, what the two beds are then, and what they are after the undo.
    acts: list[tuple[dict[str, Any], list[str], list[str]]] = [
        ({"do": "reserve", **about, "nights": "1"}, ["reserved", "free"], ["free", "free"]),
        ({"do": "close", **about, "reason": "repair"}, ["offline", "free"], ["free", "free"]),
        ({"do": "assign", **about}, ["taken", "free"], ["free", "free"]),
    ]
    for sent, then, after in acts:
        page = worker.post(address, sent, follow=True)
        assert states(page) == then
        assert states(worker.post(undo_of(page), follow=True)) == after
    worker.post(address, {"do": "assign", **about})
    moved = worker.post(address, {"do": "assign", "bed": two.pk, "guest": rosa.pk}, follow=True)
    assert states(worker.post(undo_of(moved), follow=True)) == ["taken", "free"]
    freed = worker.post(address, {"do": "free", "bed": one.pk}, follow=True)
    assert states(worker.post(undo_of(freed), follow=True)) == ["taken", "free"]
    worker.post(address, {"do": "close", "bed": two.pk, "reason": "repair"})
    opened = worker.post(address, {"do": "open", "bed": two.pk}, follow=True)
    assert states(worker.post(undo_of(opened), follow=True)) == ["taken", "offline"]


def test_what_was_built_on_since_is_not_undone_and_keeps_everything(
    community: Community, worker: Browser, address: str
) -> None:
    one, two = add_beds(community, community.shelter, 2)
    rosa, leo = guest(community, "Rosa"), guest(community, "Leo")
    assigned = undo_of(worker.post(address, {"do": "assign", "bed": one.pk, "guest": rosa.pk}, follow=True))
    freed = undo_of(worker.post(address, {"do": "free", "bed": one.pk}, follow=True))
    assert "Something was done with this bed" in _after(worker, assigned)
    worker.post(address, {"do": "assign", "bed": one.pk, "guest": leo.pk})
    assert "Somebody sleeps in bed 1" in _after(worker, freed)
    worker.post(address, {"do": "assign", "bed": two.pk, "guest": leo.pk})
    assert states(worker.get(address)) == ["free", "taken"]
    worker.post(address, {"do": "free", "bed": two.pk})
    worker.post(address, {"do": "assign", "bed": two.pk, "guest": rosa.pk})
    assert "has another bed since" in _after(worker, freed)
    assert states(worker.get(address)) == ["free", "taken"]


def test_nobody_undoes_what_somebody_else_did(
    community: Community, worker: Browser, address: str, browser_of: Callable[[Account], Browser]
) -> None:
    [one] = add_beds(community, community.shelter, 1)
    rosa = guest(community, "Rosa")
    undo = undo_of(worker.post(address, {"do": "assign", "bed": one.pk, "guest": rosa.pk}, follow=True))
    for other in (community.personas["agency_manager"], community.stranger):
        assert browser_of(other).post(undo).status_code == 404
    assert states(worker.get(address)) == ["taken"]


def _after(worker: Browser, undo: str) -> str:
    """What the page says after an undo that was refused: it leads to the list of boards, and that to the only one."""
    return worker.post(undo, follow=True).content.decode()


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
