"""Enroll, serve, exit, take back: done whole by who may, refused whole otherwise."""

import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.exit_household import Leaving, exit_household
from hearth.actions.record_service import record_service
from hearth.actions.refusal import NotDone
from hearth.actions.take_back import take_back
from hearth.records import clock, guard
from hearth.records.models import Client, Enrollment, Exit, Service
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for

HEAD, CHILD = 1, 2
START = date(2026, 1, 5)
RENTAL, RENTAL_WITH_SUBSIDY = 410, 435


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def family(community: Community) -> list[Client]:
    return [
        add_client(community, name, "Example", organization=community.own_agency)
        for name in ("Rosa", "Luz", "Ben")
    ]


def members(family: list[Client], start: date = START) -> list[Member]:
    return [Member(each, HEAD if position == 0 else CHILD, start) for position, each in enumerate(family)]


def problems(act: Callable[..., Any], **arguments: Any) -> list[str]:
    with pytest.raises(NotDone) as refused:
        act(**arguments)
    return [problem.rule for problem in refused.value.problems]


def count(model: Any) -> int:
    return int(guard.everything(model, "test").count())


def test_a_household_is_enrolled_in_one_step_under_one_household_id(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    assert len({enrollment.household_id for enrollment in enrollments}) == 1
    assert [enrollment.relationship_to_hoh for enrollment in enrollments] == [HEAD, CHILD, CHILD]
    assert [enrollment.enrollment_coc for enrollment in enrollments] == ["XX-501", None, None]
    assert {enrollment.user for enrollment in enrollments} == {viewer.hud_user}
    assert len({enrollment.change_id for enrollment in enrollments}) == 1


def test_answers_that_nobody_gave_are_not_invented(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollment = enroll_household(viewer=viewer, project=community.shelter, members=members(family))[0]
    assert enrollment.living_situation is None
    assert enrollment.disabling_condition is None


def test_one_broken_rule_stores_nothing_of_the_household(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    household = [Member(family[0], HEAD, START), Member(family[1], CHILD, START - timedelta(days=1))]
    broken = problems(enroll_household, viewer=viewer, project=community.shelter, members=household)
    assert broken == ["household/hoh_starts_first"]
    assert count(Enrollment) == 0


def test_nobody_is_enrolled_twice_at_once(community: Community, viewer: Viewer, family: list[Client]) -> None:
    enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    broken = problems(enroll_household, viewer=viewer, project=community.shelter, members=members(family[:1]))
    assert broken == ["enrollment/not_twice_at_once"]


def test_a_start_in_the_future_is_refused(community: Community, viewer: Viewer, family: list[Client]) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    broken = problems(
        enroll_household,
        viewer=viewer,
        project=community.shelter,
        members=members(family[:1], tomorrow),
    )
    assert broken == ["enrollment/start_not_in_future"]


def test_who_may_not_enroll_enrolls_nobody(community: Community, family: list[Client]) -> None:
    for account, program in (
        (community.personas["reporting_only"], community.shelter),
        (community.personas["intake_worker"], community.other_program),
    ):
        with pytest.raises(PermissionDenied):
            enroll_household(viewer=viewer_for(account), project=program, members=members(family))
    assert count(Enrollment) == 0


def test_a_client_whom_the_worker_cannot_see_cannot_be_enrolled(community: Community, viewer: Viewer) -> None:
    hidden = add_client(community, "Hidden", "Person", organization=community.other_agency)
    with pytest.raises(NotVisible):
        enroll_household(viewer=viewer, project=community.shelter, members=members([hidden]))


def test_a_service_is_recorded_for_the_chosen_members(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    services = record_service(
        viewer=viewer, enrollments=enrollments[:2], record_type=200, type_provided=200, on=START
    )
    assert [service.client for service in services] == [family[0], family[1]]
    assert count(Service) == 2


def test_a_service_that_breaks_a_rule_for_one_member_is_stored_for_none(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    night: dict[str, Any] = {"viewer": viewer, "record_type": 200, "type_provided": 200, "on": START}
    record_service(enrollments=enrollments[:1], **night)
    assert problems(record_service, enrollments=enrollments, **night) == ["service/one_bed_night_a_day"]
    assert count(Service) == 1


def test_a_program_does_not_give_services_that_it_does_not_offer(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.transitional, members=members(family))
    broken = problems(
        record_service,
        viewer=viewer,
        enrollments=enrollments,
        record_type=200,
        type_provided=200,
        on=START,
    )
    assert broken == ["service/is_complete"]


def leaving(
    enrollments: list[Enrollment], on: date = date(2026, 1, 20), to: int | None = RENTAL
) -> list[Leaving]:
    return [Leaving(enrollment, on, to) for enrollment in enrollments]


def test_a_household_exits_in_one_step(community: Community, viewer: Viewer, family: list[Client]) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    exits = exit_household(viewer=viewer, leaving=leaving(enrollments))
    assert [ending.destination for ending in exits] == [RENTAL] * 3
    assert {ending.client_id for ending in exits} == {client.id for client in family}


def test_the_head_does_not_leave_the_others_behind(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    assert problems(exit_household, viewer=viewer, leaving=leaving(enrollments[:1])) == [
        "exit/head_leaves_last"
    ]
    exit_household(viewer=viewer, leaving=leaving(enrollments[1:]))
    exit_household(viewer=viewer, leaving=leaving(enrollments[:1]))
    assert count(Exit) == 3


def test_nobody_exits_twice(community: Community, viewer: Viewer, family: list[Client]) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family[:1]))
    exit_household(viewer=viewer, leaving=leaving(enrollments))
    assert problems(exit_household, viewer=viewer, leaving=leaving(enrollments)) == ["exit/once"]


def test_a_destination_needs_what_hud_asks_with_it(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family[:1]))
    for to in (None, RENTAL_WITH_SUBSIDY):
        broken = problems(exit_household, viewer=viewer, leaving=leaving(enrollments, to=to))
        assert broken == ["exit/destination_is_complete"]


def test_people_of_different_households_are_not_exited_together(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    one = enroll_household(viewer=viewer, project=community.shelter, members=members(family[:1]))
    other = enroll_household(viewer=viewer, project=community.shelter, members=members(family[1:]))
    with pytest.raises(NotVisible):
        exit_household(viewer=viewer, leaving=leaving(one + other))


def test_an_act_can_be_taken_back_by_who_did_it(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    exits = exit_household(viewer=viewer, leaving=leaving(enrollments))
    assert take_back(viewer=viewer, change_id=exits[0].change_id) == "exit_household"
    assert viewer.exits.count() == 0
    assert count(Exit) == 3
    assert take_back(viewer=viewer, change_id=enrollments[0].change_id) == "enroll_household"
    assert viewer.enrollments.count() == 0


def test_what_something_was_built_on_is_not_taken_back(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    record_service(viewer=viewer, enrollments=enrollments, record_type=200, type_provided=200, on=START)
    broken = problems(take_back, viewer=viewer, change_id=enrollments[0].change_id)
    assert broken == ["take_back/nothing_built_on_it"]
    assert viewer.enrollments.count() == 3


def test_the_act_of_somebody_else_is_not_taken_back(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollments = enroll_household(viewer=viewer, project=community.shelter, members=members(family))
    colleague = viewer_for(community.personas["agency_manager"])
    for change_id in (enrollments[0].change_id, uuid.uuid4()):
        with pytest.raises(NotVisible):
            take_back(viewer=colleague, change_id=change_id)


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_enroll_the_same_client_at_once_make_one_enrollment(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    outcomes: list[str] = []
    start_together = threading.Barrier(2)

    def enroll() -> None:
        try:
            start_together.wait()
            enroll_household(viewer=viewer, project=community.shelter, members=members(family[:1]))
            outcomes.append("done")
        except NotDone:
            outcomes.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=enroll) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert count(Enrollment) == 1


def test_an_enrollment_of_a_deleted_client_is_not_exited(
    community: Community, viewer: Viewer, family: list[Client]
) -> None:
    enrollment = add_enrollment(community, family[0], community.shelter, START)
    with change(by=None, action="delete"):
        guard.everything(Client, "test").update(date_deleted="2026-01-06 08:00:00")
    with pytest.raises(NotVisible):
        exit_household(viewer=viewer, leaving=leaving([enrollment]))
