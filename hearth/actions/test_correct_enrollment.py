"""A stay is corrected for a household together; who works with it is chosen; somebody comes into it later."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.assigned_staff import assigned_to, is_assigned
from hearth.access.stays import open_enrollments
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.assign_staff import assign_staff
from hearth.actions.correct_enrollment import Corrected, correct_enrollment
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.refusal import NotDone
from hearth.records.write import change
from tests.community import (
    CHILD,
    COC_CODE,
    HEAD,
    Community,
    add_account,
    add_client,
    add_exit,
    add_household,
    viewer_for,
)

START, EARLIER, LATER = date(2026, 1, 5), date(2026, 1, 2), date(2026, 2, 1)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example", dob=date(1990, 1, 1)) for name in ("Rosa", "Luz")]
    return add_household(community, people, community.rapid, START)


def rules(viewer: Viewer, *members: Corrected) -> list[str]:
    with pytest.raises(NotDone) as refused:
        correct_enrollment(viewer=viewer, members=members)
    return [problem.rule for problem in refused.value.problems]


def test_the_coc_of_a_household_is_corrected_to_one_of_the_programs(
    viewer: Viewer, household: list[Any]
) -> None:
    rosa, luz = household
    with change(by=None, action="test"):
        viewer.enrollments.filter(pk=rosa.pk).update(enrollment_coc="XX-999")

    correct_enrollment(viewer=viewer, members=[Corrected(rosa, START, HEAD), Corrected(luz, START, CHILD)])
    assert viewer.enrollments.get(pk=rosa.pk).enrollment_coc == "XX-999", "nobody named another"

    with pytest.raises(NotVisible):
        correct_enrollment(viewer=viewer, members=[Corrected(rosa, START, HEAD, coc_code="XX-777")])
    correct_enrollment(
        viewer=viewer,
        members=[
            Corrected(rosa, START, HEAD, coc_code=COC_CODE),
            Corrected(luz, START, CHILD, coc_code=COC_CODE),
        ],
    )
    assert viewer.enrollments.get(pk=rosa.pk).enrollment_coc == COC_CODE
    assert viewer.enrollments.get(pk=luz.pk).enrollment_coc is None


def test_a_move_in_date_lies_between_start_and_exit_and_only_where_people_are_housed(
    community: Community, viewer: Viewer, household: list[Any]
) -> None:
    rosa = household[0]
    rule = "enrollment/move_in_is_within_stay"
    assert rules(viewer, Corrected(rosa, START, HEAD, EARLIER)) == [rule]
    add_exit(community, household[1], LATER)
    add_exit(community, rosa, LATER)
    assert rules(viewer, Corrected(rosa, START, HEAD, date(2026, 2, 2))) == [rule]
    correct_enrollment(viewer=viewer, members=[Corrected(rosa, START, HEAD, LATER)])
    assert viewer.enrollments.get(pk=rosa.pk).move_in_date == LATER
    people = [add_client(community, "Ann", "Example")]
    night = add_household(community, people, community.shelter, START)[0]
    assert rules(viewer, Corrected(night, START, HEAD, LATER)) == [rule]


def test_the_head_still_starts_first_after_a_correction(viewer: Viewer, household: list[Any]) -> None:
    rosa, luz = household
    assert rules(viewer, Corrected(rosa, LATER, HEAD)) == ["household/hoh_starts_first"]
    assert rules(viewer, Corrected(luz, START, HEAD)) == ["household/one_head"]
    correct_enrollment(viewer=viewer, members=[Corrected(rosa, EARLIER, HEAD), Corrected(luz, LATER, CHILD)])
    assert [viewer.enrollments.get(pk=one.pk).entry_date for one in household] == [EARLIER, LATER]


def test_who_enrolls_is_assigned_and_others_of_the_agency_can_be(
    community: Community, viewer: Viewer
) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    made = enroll_household(viewer=viewer, project=community.rapid, members=[Member(rosa, HEAD, START)])
    assert assigned_to(viewer, made)[made[0].pk] == [viewer.account]
    assert open_enrollments(viewer).filter(is_assigned(viewer)).get().pk == made[0].pk
    colleague = add_account("colleague", community.own_agency, "intake_worker")
    assign_staff(viewer=viewer, enrollments=made, account_ids=[colleague.pk])
    assert assigned_to(viewer, made)[made[0].pk] == [colleague]
    assert not open_enrollments(viewer).filter(is_assigned(viewer)).exists()
    with pytest.raises(NotVisible):
        assign_staff(viewer=viewer, enrollments=made, account_ids=[community.stranger.pk])


def test_a_household_is_private_for_all_its_members_in_one_switch(
    community: Community, viewer: Viewer
) -> None:
    lead = viewer_for(community.personas["agency_manager"])
    people = [
        add_client(community, name, "Example", organization=community.own_agency) for name in ("Rosa", "Luz")
    ]
    members = [Member(people[0], HEAD, START), Member(people[1], CHILD, START)]
    if viewer.may("keep_private"):
        lead = viewer
    made = enroll_household(viewer=lead, project=community.rapid, members=members, private=True)
    assert [one.is_private for one in made] == [True, True]


def test_somebody_comes_into_a_household_later_and_is_never_a_second_head(
    community: Community, viewer: Viewer, household: list[Any]
) -> None:
    ben = add_client(community, "Ben", "Example", organization=community.own_agency)
    with pytest.raises(NotDone) as refused:
        enroll_household(
            viewer=viewer,
            project=community.rapid,
            members=[Member(ben, HEAD, LATER)],
            joining=household[0],
        )
    assert [problem.rule for problem in refused.value.problems] == ["household/one_head"]
    came = enroll_household(
        viewer=viewer, project=community.rapid, members=[Member(ben, CHILD, LATER)], joining=household[0]
    )[0]
    assert (came.household_id, came.source_id) == (household[0].household_id, household[0].source_id)
    assert came.enrollment_coc is None


def test_nobody_is_added_to_a_household_that_has_left(
    community: Community, viewer: Viewer, household: list[Any]
) -> None:
    for one in household:
        add_exit(community, one, LATER)
    ben = add_client(community, "Ben", "Example", organization=community.own_agency)
    with pytest.raises(NotDone, match="has left"):
        enroll_household(
            viewer=viewer, project=community.rapid, members=[Member(ben, CHILD, LATER)], joining=household[0]
        )


def test_who_may_not_edit_enrollments_corrects_nothing(community: Community, household: list[Any]) -> None:
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        correct_enrollment(viewer=reader, members=[Corrected(household[0], EARLIER, HEAD)])
    with pytest.raises(PermissionDenied):
        assign_staff(viewer=reader, enrollments=household, account_ids=[])
