"""What is due for a caseload: each kind on its day, for the worker whose it is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hearth.access.client_calendar import Edge, Kind
from hearth.actions.collect import collect
from hearth.actions.set_goal import Aim, set_goal
from hearth.records import clock
from hearth.records.models import Account, LocalService, Source
from hearth.records.write import change
from hearth.screens.calendar.conftest import TODAY, days, due
from tests.caseload import add_service, own_stay, take
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_release,
    add_services,
    viewer_for,
)

pytestmark = pytest.mark.django_db


def test_an_open_goal_stands_on_its_target_date_and_an_ended_one_does_not(
    community: Community, worker: Account
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    viewer = viewer_for(worker)
    for aim in (
        Aim("Find work", stay.entry_date, target_on=date(2026, 3, 20)),
        Aim("Next month", stay.entry_date, target_on=date(2026, 4, 1)),
        Aim(
            "Done",
            stay.entry_date,
            target_on=date(2026, 3, 21),
            status="achieved",
            ended_on=date(2026, 3, 1),
        ),
    ):
        set_goal(viewer=viewer, enrollment=stay, aim=aim)
    [goal] = due(worker)
    assert (goal.kind, goal.on, goal.words) == (Kind.GOAL, date(2026, 3, 20), "Find work")


def test_an_annual_assessment_stands_on_the_first_day_the_anniversary_and_the_last_until_it_is_held(
    community: Community, worker: Account
) -> None:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    stays = add_household(community, people, community.rapid, date(2025, 4, 9))
    # Only one of them is the worker's: the assessment is the household's.
    take(community, worker, stays[1])

    def windows() -> list[tuple[date, Edge | None, int]]:
        found = due(worker, date(2026, 3, 1), date(2026, 5, 31))
        return [(one.on, one.edge, one.people) for one in found if one.kind == Kind.ANNUAL]

    assert windows() == [
        (date(2026, 3, 10), Edge.OPENS, 2),
        (date(2026, 4, 9), Edge.ANNIVERSARY, 2),
        (date(2026, 5, 9), Edge.CLOSES, 2),
    ]
    for one in stays:
        collect(viewer=viewer_for(worker), enrollment=one, stage=5, on=TODAY, answers=[], open_questions=0)
    assert windows() == []
    # The next year's is known already.
    assert days(due(worker, date(2027, 3, 1), date(2027, 3, 31)), Kind.ANNUAL) == [date(2027, 3, 10)]


def test_a_release_stands_on_its_last_day_until_another_holds_longer(
    community: Community, worker: Account
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 10))
    assert days(due(worker), Kind.RELEASE) == [date(2026, 3, 10)]
    add_release(
        community, stay.client, community.own_agency, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 25)
    )
    assert days(due(worker), Kind.RELEASE) == [date(2026, 3, 25)]


def test_who_turns_18_stands_on_that_day_and_after_it_only_while_their_own_release_is_missing(
    community: Community, worker: Account, on: Callable[[date], None]
) -> None:
    own_stay(community, worker, date(2026, 1, 5), dob=date(2008, 3, 20))
    guarded = own_stay(community, worker, date(2026, 1, 5), "Mateo", dob=date(2008, 3, 25))
    add_release(community, guarded.client, community.own_agency, kind="household")
    assert days(due(worker), Kind.ADULT) == [date(2026, 3, 20), date(2026, 3, 25)]
    on(date(2026, 3, 26))
    assert days(due(worker), Kind.ADULT) == [date(2026, 3, 25)]
    add_release(community, guarded.client, community.own_agency, starts_on=date(2026, 3, 26))
    assert days(due(worker), Kind.ADULT) == []


def test_an_exit_by_the_system_stands_on_its_day_for_a_household_of_which_one_is_the_workers(
    community: Community, worker: Account
) -> None:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    stays = add_household(community, people, community.shelter, TODAY - timedelta(days=80))
    take(community, worker, stays[1])
    [coming] = [one for one in due(worker) if one.kind == Kind.EXIT]
    assert (coming.on, coming.client, coming.people) == (TODAY + timedelta(days=10), people[0], 2)


def test_a_service_stands_on_its_last_day_unless_it_goes_on(community: Community, worker: Account) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    service = add_service(community, stay, date(2026, 3, 18))
    assert days(due(worker), Kind.SERVICE) == [date(2026, 3, 18)]
    with change(by=None, action="test") as signed:
        LocalService.objects.create(
            client=stay.client,
            enrollment=stay,
            offered=service.offered,
            starts_on=date(2026, 3, 19),
            organization=community.own_agency,
            change=signed,
        )
    assert days(due(worker), Kind.SERVICE) == []


def test_financial_assistance_stands_on_its_last_day_until_more_of_it_is_recorded(
    community: Community, worker: Account
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    rent = {"record_type": 152, "type_provided": 1}

    def pay(until: date) -> None:
        [paid] = add_services(community, stay, [date(2026, 2, 1)], **rent)
        with change(by=None, action="test"):
            paid.fa_end_date = until
            paid.save(update_fields=["fa_end_date"])

    pay(date(2026, 3, 28))
    assert days(due(worker), Kind.ASSISTANCE) == [date(2026, 3, 28)]
    pay(date(2026, 4, 30))
    assert days(due(worker, last=date(2026, 4, 30)), Kind.ASSISTANCE) == [date(2026, 4, 30)]


def test_of_one_day_an_exit_by_the_system_comes_before_a_goal(community: Community, worker: Account) -> None:
    person = add_client(community, "Rosa", "Example")
    stay = add_enrollment(community, person, community.shelter, TODAY - timedelta(days=80))
    take(community, worker, stay)
    aim = Aim("Find work", stay.entry_date, target_on=TODAY + timedelta(days=10))
    set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    assert [one.kind for one in due(worker)] == [Kind.EXIT, Kind.GOAL]


def test_only_the_own_caseload_is_on_it_and_nobody_who_left(community: Community, worker: Account) -> None:
    mine = own_stay(community, worker, date(2025, 4, 9))
    colleagues = own_stay(community, community.personas["agency_manager"], date(2025, 4, 9), "Luz")
    elsewhere = add_client(community, "Mateo", "Example")
    theirs = add_enrollment(community, elsewhere, community.other_program, date(2025, 4, 9))
    take(community, worker, theirs)
    for stay in (mine, colleagues, theirs):
        add_service(community, stay, date(2026, 3, 18))
    assert {one.client for one in due(worker)} == {mine.client}
    add_exit(community, mine, date(2026, 3, 2))
    assert due(worker) == []


def test_a_household_of_another_source_with_the_same_number_is_not_on_it(
    community: Community, worker: Account
) -> None:
    mine = own_stay(community, worker, date(2025, 4, 9))
    with change(by=None, action="test"):
        vendor = Source.objects.create(name="Another vendor", taken_over_at=clock.instant())
    namesake = add_client(community, "Luz", "Example")
    theirs = add_enrollment(
        community, namesake, community.rapid, date(2025, 4, 9), household_id=mine.household_id
    )
    assert {one.people for one in due(worker)} == {2}
    with change(by=None, action="test"):
        theirs.source = vendor
        theirs.save(update_fields=["source"])
    assert {(one.client, one.people) for one in due(worker)} == {(mine.client, 1)}


def test_a_goal_of_a_private_stay_is_told_without_its_words(community: Community, worker: Account) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    aim = Aim("Leave him", stay.entry_date, target_on=date(2026, 3, 20))
    set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    with change(by=None, action="make_private"):
        stay.is_private = True
        stay.save(update_fields=["is_private"])
    assert [(one.words, one.is_private) for one in due(worker)] == [("", True)]


def test_a_confidential_agency_and_a_survivors_one_tell_no_words_of_what_nobody_said_is_open(
    community: Community, worker: Account
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    set_goal(
        viewer=viewer_for(worker),
        enrollment=stay,
        aim=Aim("Leave him", stay.entry_date, target_on=date(2026, 3, 20)),
    )
    assert [one.words for one in due(worker)] == ["Leave him"]
    for column, value in (("is_confidential", True), ("victim_service_provider", 1)):
        with change(by=None, action="test"):
            agency = community.own_agency
            agency.is_confidential, agency.victim_service_provider = False, 0
            setattr(agency, column, value)
            agency.save(update_fields=["is_confidential", "victim_service_provider"])
        assert [(one.words, one.is_private) for one in due(worker)] == [("", True)]
