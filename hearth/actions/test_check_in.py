"""Nightly attendance: one bed night a person and night, however many people tap and however often."""

import random
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from hearth.access.nights import Shelter, night_of, shelter
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.check_in import check_in, undo_check_in
from hearth.actions.mark_absent import mark_absent, undo_absent
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.records import clock, guard
from hearth.records.models import Absence, Service, Setting
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_services,
    viewer_for,
)

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
# Nine in the evening in Los Angeles.
EVENING = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
TONIGHT = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: EVENING)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def place(community: Community, worker: Viewer) -> Shelter:
    return shelter(worker, community.shelter.pk)


@pytest.fixture
def rosa(community: Community) -> Any:
    return add_enrollment(community, add_client(community, "Rosa", "Example"), community.shelter, START)


def nights(**about: Any) -> list[Any]:
    rows = guard.everything(Service, "test").filter(record_type=200, date_deleted=None, **about)
    return list(rows)


def tapped(worker: Viewer, place: Shelter, *stays: Any, on: date = TONIGHT, tap: Any = None) -> list[Service]:
    ids = [one.pk for one in stays]
    return check_in(viewer=worker, place=place, on=on, enrollment_ids=ids, tap=tap or uuid.uuid4())


def test_a_check_in_is_a_bed_night_of_the_night_that_it_is_at_the_shelter(
    worker: Viewer, place: Shelter, rosa: Any
) -> None:
    assert place.tonight == TONIGHT
    [night] = tapped(worker, place, rosa)
    assert (night.date_provided, night.record_type, night.type_provided) == (TONIGHT, 200, 200)
    assert night.change.account == worker.account


@pytest.mark.parametrize(
    ("hour", "minute", "ends_at", "night"),
    [(5, 59, 6, 27), (6, 0, 6, 28), (0, 1, 0, 28), (9, 30, 10, 27), (23, 59, 6, 28)],
)
def test_until_the_shelters_own_hour_the_night_before_goes_on(
    community: Community,
    worker: Viewer,
    monkeypatch: pytest.MonkeyPatch,
    hour: int,
    minute: int,
    ends_at: int,
    night: int,
) -> None:
    Setting.objects.create(
        key="bed_night_ends_at_hour", value=ends_at, organization=community.own_agency, coc=None
    )
    there = datetime(2026, 11, 28, hour, minute, tzinfo=worker.zone)
    monkeypatch.setattr(clock, "instant", lambda: there.astimezone(UTC))
    assert shelter(worker, community.shelter.pk).tonight == date(2026, 11, night)


def test_the_same_tap_sent_again_doubles_nothing_and_brings_nothing_back(
    worker: Viewer, place: Shelter, rosa: Any
) -> None:
    tap = uuid.uuid4()
    first = tapped(worker, place, rosa, tap=tap)
    assert tapped(worker, place, rosa, tap=tap) == first
    assert tapped(worker, place, rosa) == first
    undo_check_in(viewer=worker, place=place, on=TONIGHT, enrollment_id=rosa.pk)
    undo_check_in(viewer=worker, place=place, on=TONIGHT, enrollment_id=rosa.pk)
    tapped(worker, place, rosa, tap=tap)
    assert nights() == []
    tapped(worker, place, rosa)
    assert len(nights()) == 1


def test_a_person_enrolled_twice_has_one_night(
    community: Community, worker: Viewer, place: Shelter, rosa: Any
) -> None:
    again = add_enrollment(community, rosa.client, community.shelter, START)
    tapped(worker, place, rosa)
    tapped(worker, place, again)
    assert len(nights(client=rosa.client)) == 1


def test_several_members_of_a_household_come_in_one_tap(
    community: Community, worker: Viewer, place: Shelter
) -> None:
    people = [add_client(community, name, "Example") for name in ("Ana", "Leo", "Luz")]
    family = add_household(community, people, community.shelter, START)
    tapped(worker, place, *family)
    assert {one.client_id for one in nights()} == {one.pk for one in people}


def test_nobody_is_checked_in_before_the_stay_after_it_or_tomorrow(
    community: Community, worker: Viewer, place: Shelter, rosa: Any
) -> None:
    for on in (TONIGHT + timedelta(days=1), START - timedelta(days=1)):
        with pytest.raises(NotDone):
            tapped(worker, place, rosa, on=on)
    add_exit(community, rosa, TONIGHT)
    with pytest.raises(NotDone, match="already left"):
        tapped(worker, place, rosa)
    assert nights() == []


def test_who_may_only_take_attendance_goes_back_as_far_as_the_setting_says(
    community: Community, worker: Viewer, place: Shelter, rosa: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tapped(worker, place, rosa, on=TONIGHT - timedelta(days=40))
    monkeypatch.setattr(
        Viewer, "may", lambda self, right, *_place, **_named: right in ("take_attendance", "find_client")
    )
    tapped(worker, place, rosa, on=TONIGHT - timedelta(days=3))
    with pytest.raises(PermissionDenied):
        tapped(worker, place, rosa, on=TONIGHT - timedelta(days=4))


def test_an_enrollment_of_another_program_or_agency_is_not_checked_in(
    community: Community, worker: Viewer, place: Shelter, rosa: Any
) -> None:
    other = add_enrollment(community, rosa.client, community.transitional, START)
    strange = add_enrollment(community, rosa.client, community.other_program, START)
    for stay in (other, strange):
        with pytest.raises(NotVisible):
            tapped(worker, place, stay)
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        tapped(reader, place, rosa)


def test_as_yesterday_is_a_proposal_each_person_is_confirmed_or_marked_absent_and_who_said_so_is_kept(
    community: Community, worker: Viewer, place: Shelter, rosa: Any
) -> None:
    leo = add_enrollment(community, add_client(community, "Leo", "Example"), community.shelter, START)
    for one in (rosa, leo):
        add_services(community, one, [TONIGHT - timedelta(days=1)])
    told = night_of(worker, place, TONIGHT)
    assert [guest.client.first_name for guest in told.expected] == ["Leo", "Rosa"]
    assert nights(date_provided=TONIGHT) == []
    tapped(worker, place, rosa)
    mark_absent(viewer=worker, place=place, on=TONIGHT, enrollment_id=leo.pk, tap=uuid.uuid4())
    told = night_of(worker, place, TONIGHT)
    assert (told.expected, len(told.here), len(told.absent)) == ([], 1, 1)
    assert told.here[0].here.change.account == told.absent[0].absent.change.account == worker.account


def test_who_is_here_is_not_absent_and_who_comes_after_all_is_absent_no_more(
    worker: Viewer, place: Shelter, rosa: Any
) -> None:
    about: dict[str, Any] = {"viewer": worker, "place": place, "on": TONIGHT, "enrollment_id": rosa.pk}
    tap = uuid.uuid4()
    assert mark_absent(**about, tap=tap) == mark_absent(**about, tap=uuid.uuid4())
    tapped(worker, place, rosa)
    assert not guard.everything(Absence, "test").filter(date_deleted=None).exists()
    with pytest.raises(NotDone, match="Undo that first"):
        mark_absent(**about, tap=uuid.uuid4())
    undo_check_in(**about)
    mark_absent(**about, tap=uuid.uuid4())
    undo_absent(**about)
    assert night_of(worker, place, TONIGHT).absent == []


def test_who_is_checked_in_at_another_shelter_of_the_agency_is_warned_about(
    community: Community, worker: Viewer, place: Shelter, rosa: Any
) -> None:
    with change(by=None, action="test"):
        community.transitional.project_type = 1
        community.transitional.save()
    there = add_enrollment(community, rosa.client, community.transitional, START)
    add_services(community, there, [TONIGHT])
    add_services(community, rosa, [TONIGHT - timedelta(days=1)])
    [guest] = night_of(worker, place, TONIGHT).expected
    assert guest.elsewhere == "Harbor Bridge"


@pytest.mark.django_db(transaction=True)
def test_300_check_ins_by_four_people_at_once_lose_and_double_nothing(
    community: Community, worker: Viewer, place: Shelter
) -> None:
    """Each of four workers taps the whole roster in an order of their own, and sends one tap in three again."""
    people = [add_client(community, f"Guest {number}", "Example") for number in range(75)]
    stays = [add_enrollment(community, one, community.shelter, START) for one in people]
    workers = [
        viewer_for(add_account(f"door_{number}", community.own_agency, "intake_worker"))
        for number in range(4)
    ]
    start_together = threading.Barrier(4)
    failed: list[BaseException] = []

    def work(viewer: Viewer, seed: int) -> None:
        chance = random.Random(seed)
        try:
            start_together.wait()
            for stay in chance.sample(stays, len(stays)):
                tap = uuid.uuid4()
                for _time in range(2 if chance.random() < 1 / 3 else 1):
                    tapped(viewer, place, stay, tap=tap)
        except BaseException as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(viewer, number)) for number, viewer in enumerate(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    stored = [one.enrollment_id for one in nights()]
    assert len(stored) == 75
    assert set(stored) == {one.pk for one in stays}


@pytest.mark.django_db(transaction=True)
def test_a_tap_and_the_form_of_a_service_at_the_same_instant_record_one_night(
    community: Community, worker: Viewer, place: Shelter
) -> None:
    people = [add_client(community, f"Guest {number}", "Example") for number in range(20)]
    stays = [add_enrollment(community, one, community.shelter, START) for one in people]
    start_together = threading.Barrier(2)
    failed: list[BaseException] = []

    def fill_in_forms() -> None:
        for stay in stays:
            # Whose night stands already is refused, as the form says it.
            with suppress(NotDone):
                record_service(
                    viewer=worker, enrollments=[stay], record_type=200, type_provided=200, on=place.tonight
                )

    def tap() -> None:
        for stay in stays:
            tapped(worker, place, stay, tap=uuid.uuid4())

    def work(act: Callable[[], None]) -> None:
        try:
            start_together.wait()
            act()
        except BaseException as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(act,)) for act in (fill_in_forms, tap)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(str(one.enrollment_id) for one in nights()) == sorted(str(one.pk) for one in stays)


def test_the_lists_cost_no_more_queries_for_a_full_house(
    community: Community,
    worker: Viewer,
    place: Shelter,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(30):
        stay = add_enrollment(
            community, add_client(community, f"Guest {number}", "Example"), community.shelter, START
        )
        add_services(community, stay, [TONIGHT - timedelta(days=1)] + [TONIGHT] * (number % 2))
    # Absences, nights, who was there lately, and once a page what other agencies give.
    with django_assert_max_num_queries(4):
        told = night_of(worker, place, TONIGHT)
        assert all(guest.client.last_name for guest in (*told.here, *told.expected))
    assert (len(told.here), len(told.expected)) == (15, 15)
