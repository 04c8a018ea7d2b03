"""Two enrollments that are one stay are joined with all that hangs on them, and taken apart as they were."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.join_split_stays import join_split_stay, joinings_of, split_stays, undo_joining
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.records.models import DataCollection, Enrollment, Exit, IncomeBenefits, Service
from hearth.records.write import change, current
from tests.community import (
    CHILD,
    HEAD,
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_services,
    viewer_for,
)
from tests.duplicates import rows, things
from tests.filled import fill

FIRST, SECOND = date(2026, 1, 5), date(2026, 1, 20)


@pytest.fixture
def manager(community: Community) -> Viewer:
    return viewer_for(community.personas["agency_manager"])


@pytest.fixture
def rosa(community: Community) -> Any:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))


def stays(community: Community, client: Any, *, left_on: date | None, **columns: Any) -> tuple[Any, Any]:
    """Give the client's two enrollments in the shelter; the first ended on `left_on`."""
    first = add_enrollment(community, client, community.shelter, FIRST)
    if left_on:
        add_exit(community, first, left_on)
    return first, add_enrollment(community, client, community.shelter, SECOND, **columns)


def state() -> dict[str, list[tuple[Any, ...]]]:
    """Give what stands in the tables that a joining writes, without when and by whom."""
    said = {
        Enrollment: ("pk", "date_deleted", "move_in_date", "is_private", "household_id"),
        Exit: ("pk", "enrollment", "exit_date", "date_deleted"),
        Service: ("pk", "enrollment", "date_provided", "date_deleted"),
        IncomeBenefits: ("pk", "enrollment", "data_collection_stage", "date_deleted"),
        DataCollection: ("pk", "enrollment", "stage", "information_date", "date_deleted"),
    }
    return {
        model.__name__: list(rows(model).order_by("pk").values_list(*columns))
        for model, columns in said.items()
    }


@pytest.mark.parametrize(
    ("left_on", "is_one"),
    [
        (None, True),
        (SECOND + timedelta(days=9), True),
        (SECOND, True),
        (SECOND - timedelta(days=1), True),
        (SECOND - timedelta(days=2), False),
    ],
)
def test_stays_that_overlap_or_follow_at_once_are_found_and_others_are_not(
    community: Community, manager: Viewer, rosa: Any, left_on: date | None, is_one: bool
) -> None:
    first, second = stays(community, rosa, left_on=left_on)
    for asked in (first, second):
        found = [(one.into.pk, one.goes.pk) for one in split_stays(manager, asked)]
        assert found == ([(first.pk, second.pk)] if is_one else [])


def test_a_stay_in_another_program_or_of_another_client_is_no_part_of_it(
    community: Community, manager: Viewer, rosa: Any
) -> None:
    first = add_enrollment(community, rosa, community.shelter, FIRST)
    add_enrollment(community, rosa, community.transitional, FIRST)
    add_enrollment(community, add_client(community, "Mateo", "Example"), community.shelter, FIRST)
    assert split_stays(manager, first) == []


def test_joined_they_are_one_stay_with_the_later_end_and_each_night_once_and_apart_as_before(
    community: Community, manager: Viewer, rosa: Any
) -> None:
    first, second = stays(community, rosa, left_on=SECOND + timedelta(days=2), move_in_date=SECOND)
    add_exit(community, second, date(2026, 3, 1))
    nights = [SECOND, SECOND + timedelta(days=1)]
    add_services(community, first, nights[:1])
    add_services(community, second, nights)
    for stay in (first, second):
        with change(by=None, action="build"):
            known = things(community, rosa, stay)
            fill(IncomeBenefits, known, information_date=stay.entry_date, data_collection_stage=1)
            DataCollection.objects.create(
                enrollment=stay,
                client=rosa,
                stage=1,
                information_date=stay.entry_date,
                open_questions=0,
                organization=community.own_agency,
                change=current(),
            )
    before = state()
    act = join_split_stay(viewer=manager, enrollment_id=second.pk, other_id=first.pk, why="Entered twice")
    assert [row.pk for row in manager.enrollments.filter(client=rosa)] == [first.pk]
    assert manager.enrollments.get().move_in_date == SECOND
    assert [row.exit_date for row in manager.exits] == [date(2026, 3, 1)]
    assert [row.date_provided for row in manager.services.order_by("date_provided")] == nights
    asked = manager.rows(DataCollection).filter(enrollment=first.pk).order_by("information_date")
    assert list(asked.values_list("stage", flat=True)) == [1, 2]
    assert [one.why for one in joinings_of(manager, first)] == ["Entered twice"]
    undo_joining(viewer=manager, enrollment_id=first.pk, change_id=act.pk)
    assert state() == before
    assert joinings_of(manager, first) == []


def test_what_was_written_since_stays_where_it_was_written(
    community: Community, manager: Viewer, rosa: Any
) -> None:
    first, second = stays(community, rosa, left_on=SECOND)
    act = join_split_stay(viewer=manager, enrollment_id=first.pk, other_id=second.pk)
    [night] = record_service(
        viewer=manager, enrollments=[first], record_type=200, type_provided=200, on=SECOND + timedelta(days=3)
    )
    undo_joining(viewer=manager, enrollment_id=first.pk, change_id=act.pk)
    assert rows(Service).get(pk=night.pk).enrollment_id == first.pk
    with pytest.raises(NotDone):
        undo_joining(viewer=manager, enrollment_id=first.pk, change_id=act.pk)


def test_what_was_kept_from_other_agencies_stays_so(community: Community, manager: Viewer, rosa: Any) -> None:
    first, second = stays(community, rosa, left_on=SECOND, is_private=True)
    join_split_stay(viewer=manager, enrollment_id=first.pk, other_id=second.pk)
    assert manager.enrollments.get(pk=first.pk).is_private


def test_a_household_that_came_back_at_once_is_joined_whole(
    community: Community, manager: Viewer, rosa: Any
) -> None:
    luz = add_client(community, "Luz", "Example", dob=date(2017, 9, 9))
    first = add_household(community, [rosa, luz], community.shelter, FIRST)
    for one in first:
        add_exit(community, one, SECOND)
    second = add_household(community, [rosa, luz], community.shelter, SECOND)
    act = join_split_stay(viewer=manager, enrollment_id=first[0].pk, other_id=second[0].pk)
    assert {row.pk for row in manager.enrollments} == {one.pk for one in first}
    assert not manager.exits.exists()
    undo_joining(viewer=manager, enrollment_id=first[0].pk, change_id=act.pk)
    assert manager.enrollments.count() == 4
    assert manager.exits.count() == 2


def test_a_household_is_not_torn_apart(community: Community, manager: Viewer, rosa: Any) -> None:
    luz = add_client(community, "Luz", "Example", dob=date(2017, 9, 9))
    first = add_enrollment(community, rosa, community.shelter, FIRST)
    second = add_household(community, [rosa, luz], community.shelter, SECOND)
    [found] = split_stays(manager, first)
    assert found.why_not == "household"
    before = state()
    with pytest.raises(NotDone, match="Not everybody of the later household"):
        join_split_stay(viewer=manager, enrollment_id=first.pk, other_id=second[0].pk)
    assert state() == before


def test_nobody_stays_longer_than_the_head_by_a_joining(
    community: Community, manager: Viewer, rosa: Any
) -> None:
    luz = add_client(community, "Luz", "Example", dob=date(2017, 9, 9))
    family = add_household(community, [rosa, luz], community.shelter, FIRST)
    for one in family:
        add_exit(community, one, SECOND)
    alone = add_enrollment(community, luz, community.shelter, SECOND, relationship_to_hoh=HEAD)
    before = state()
    with pytest.raises(NotDone, match="is the head of household"):
        join_split_stay(viewer=manager, enrollment_id=family[1].pk, other_id=alone.pk)
    assert state() == before
    assert family[1].relationship_to_hoh == CHILD


def test_who_may_not_join_and_who_does_not_see_it_join_nothing(community: Community, rosa: Any) -> None:
    first, second = stays(community, rosa, left_on=SECOND)
    stranger, worker = viewer_for(community.stranger), viewer_for(community.personas["intake_worker"])
    for viewer, refusal in ((worker, PermissionDenied), (stranger, NotVisible)):
        with pytest.raises(refusal):
            join_split_stay(viewer=viewer, enrollment_id=first.pk, other_id=second.pk)
        with pytest.raises(refusal):
            undo_joining(viewer=viewer, enrollment_id=first.pk, change_id=first.change_id)
