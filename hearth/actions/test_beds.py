"""Beds: one person a bed, no two reservations of one night, and what an exit frees."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from hearth.access.nights import shelter
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.assign_bed import assign_bed
from hearth.actions.check_in import check_in
from hearth.actions.close_bed import close_bed, open_bed
from hearth.actions.exit_household import Leaving, exit_household
from hearth.actions.free_bed import leave_bed
from hearth.actions.merge_clients import merge_clients
from hearth.actions.refusal import NotDone
from hearth.actions.reserve_bed import end_reservation, reserve_bed
from hearth.records import clock, guard
from hearth.records.models import Bed, BedStay, Reservation
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db
START, TONIGHT = date(2026, 1, 5), date(2026, 11, 28)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 11, 29, 5, 0, tzinfo=UTC))


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def beds(community: Community) -> list[Bed]:
    return add_beds(community, community.shelter, 3)


@pytest.fixture
def assign(community: Community, worker: Viewer) -> Callable[..., BedStay]:
    def assigned(bed: Bed, stay: Any, on: date = TONIGHT) -> BedStay:
        return assign_bed(
            viewer=worker, project=community.shelter, bed_id=bed.pk, enrollment_id=stay.pk, on=on
        )

    return assigned


@pytest.fixture
def reserve(community: Community, worker: Viewer) -> Callable[..., Reservation]:
    def reserved(bed: Bed, client: Any, first: date = TONIGHT, nights: int = 1) -> Reservation:
        return reserve_bed(
            viewer=worker,
            project=community.shelter,
            bed_id=bed.pk,
            client_id=client.pk,
            first_night=first,
            nights=nights,
            today=TONIGHT,
        )

    return reserved


def guest(community: Community, name: str = "Rosa") -> Any:
    person = add_client(community, name, "Example", organization=community.own_agency)
    return add_enrollment(community, person, community.shelter, START)


def rows(model: type[Any]) -> list[Any]:
    return list(guard.everything(model, "test").filter(date_deleted=None).order_by("change__made_at"))


def test_who_moves_leaves_the_old_bed_free_and_its_history_stays(
    community: Community, beds: list[Bed], assign: Any
) -> None:
    rosa, leo = guest(community), guest(community, "Leo")
    assign(beds[0], rosa, TONIGHT - timedelta(days=5))
    assert assign(beds[0], rosa) == rows(BedStay)[0]
    with pytest.raises(NotDone, match="Somebody sleeps in bed"):
        assign(beds[0], leo)
    assign(beds[1], rosa)
    assign(beds[0], leo)
    told = {(one.bed_id, one.client_id): one.ends_on for one in rows(BedStay)}
    assert told == {
        (beds[0].pk, rosa.client_id): TONIGHT,
        (beds[1].pk, rosa.client_id): None,
        (beds[0].pk, leo.client_id): None,
    }


def test_a_bed_that_is_offline_or_reserved_for_somebody_else_is_not_given(
    community: Community, worker: Viewer, beds: list[Bed], assign: Any, reserve: Any
) -> None:
    rosa, leo = guest(community), guest(community, "Leo")
    about: dict[str, Any] = {"viewer": worker, "project": community.shelter, "on": TONIGHT}
    close_bed(viewer=worker, bed_id=beds[0].pk, reason="repair", starts_on=TONIGHT)
    with pytest.raises(NotDone, match="offline"):
        assign(beds[0], rosa)
    open_bed(viewer=worker, bed_id=beds[0].pk, on=TONIGHT)
    assign(beds[0], rosa)
    with pytest.raises(NotDone, match="Somebody sleeps in bed"):
        close_bed(viewer=worker, bed_id=beds[0].pk, reason="repair", starts_on=TONIGHT)
    leave_bed(**about, bed_id=beds[0].pk)
    kept = reserve(beds[1], leo.client, nights=3)
    with pytest.raises(NotDone, match="reserved"):
        assign(beds[1], rosa)
    assign(beds[1], leo)
    kept.refresh_from_db()
    assert kept.state == Reservation.State.ARRIVED


def test_reservations_of_one_bed_share_no_night(
    community: Community, beds: list[Bed], reserve: Any, worker: Viewer
) -> None:
    rosa, leo = guest(community).client, guest(community, "Leo").client
    first = reserve(beds[0], rosa, TONIGHT + timedelta(days=1), 3)
    for start, nights in ((1, 1), (3, 2), (0, 2), (0, 9)):
        with pytest.raises(NotDone, match="reserved"):
            reserve(beds[0], leo, TONIGHT + timedelta(days=start), nights)
    reserve(beds[0], leo, TONIGHT, 1)
    reserve(beds[0], leo, TONIGHT + timedelta(days=4), 1)
    with pytest.raises(NotDone, match="past"):
        reserve(beds[0], leo, TONIGHT - timedelta(days=1), 1)
    with pytest.raises(NotDone, match="nights"):
        reserve(beds[0], leo, TONIGHT, 0)
    about: dict[str, Any] = {"viewer": worker, "project": community.shelter}
    end_reservation(**about, reservation_id=first.pk, state="cancelled")
    reserve(beds[0], leo, TONIGHT + timedelta(days=1), 3)
    # What ended stays ended.
    assert end_reservation(**about, reservation_id=first.pk, state="arrived").state == "cancelled"


def test_a_check_in_keeps_the_reservation(
    community: Community, beds: list[Bed], reserve: Any, worker: Viewer
) -> None:
    rosa = guest(community)
    kept = reserve(beds[0], rosa.client)
    place = shelter(worker, community.shelter.pk)
    check_in(viewer=worker, place=place, on=TONIGHT, enrollment_ids=[rosa.pk], tap=uuid.uuid4())
    kept.refresh_from_db()
    assert kept.state == Reservation.State.ARRIVED


def test_an_exit_frees_the_bed_and_what_is_reserved(
    community: Community, worker: Viewer, beds: list[Bed], assign: Any, reserve: Any
) -> None:
    rosa = guest(community)
    stay = assign(beds[0], rosa, TONIGHT - timedelta(days=9))
    later = reserve(beds[1], rosa.client, TONIGHT + timedelta(days=5), 2)
    running = reserve(beds[2], rosa.client, TONIGHT, 4)
    exit_household(viewer=worker, leaving=[Leaving(rosa, TONIGHT, 410)])
    for one in (stay, later, running):
        one.refresh_from_db()
    assert stay.ends_on == TONIGHT
    assert (later.state, running.state) == ("cancelled", "cancelled")
    assign(beds[0], guest(community, "Leo"))


def test_beds_of_another_agency_or_program_are_not_given(
    community: Community, worker: Viewer, beds: list[Bed], assign: Any, reserve: Any
) -> None:
    rosa = guest(community)
    [strange] = add_beds(community, community.other_program, 1)
    for attempt in (
        lambda: assign(strange, rosa),
        lambda: reserve(strange, rosa.client),
        lambda: assign(beds[0], add_enrollment(community, rosa.client, community.transitional, START)),
    ):
        with pytest.raises(NotVisible):
            attempt()
    stranger = viewer_for(community.stranger)
    with pytest.raises(PermissionDenied):
        assign_bed(
            viewer=stranger,
            project=community.shelter,
            bed_id=beds[0].pk,
            enrollment_id=rosa.pk,
            on=TONIGHT,
        )


def test_beds_and_reservations_go_along_when_two_records_are_merged(
    community: Community, beds: list[Bed], assign: Any, reserve: Any
) -> None:
    rosa, double = guest(community), guest(community, "Rosita")
    assign(beds[0], double)
    reserve(beds[1], double.client)
    lead = viewer_for(community.personas["hmis_lead"])
    merge_clients(viewer=lead, kept_id=rosa.client_id, merged_id=double.client_id)
    assert {one.client_id for one in (*rows(BedStay), *rows(Reservation))} == {rosa.client_id}


@pytest.mark.django_db(transaction=True)
def test_of_four_who_want_one_bed_at_once_one_gets_it(
    community: Community, beds: list[Bed], assign: Any, reserve: Any
) -> None:
    people = [guest(community, f"Guest {number}") for number in range(4)]
    for act in (
        lambda person: reserve(beds[0], person.client, TONIGHT, 3),
        lambda person: assign(beds[1], person),
    ):
        outcomes: list[str] = []
        start_together = threading.Barrier(4)

        def want(
            person: Any, act: Any = act, outcomes: Any = outcomes, barrier: Any = start_together
        ) -> None:
            try:
                barrier.wait()
                act(person)
                outcomes.append("done")
            except NotDone:
                outcomes.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=want, args=(one,)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["done", "refused", "refused", "refused"]
    assert (len(rows(Reservation)), len(rows(BedStay))) == (1, 1)
