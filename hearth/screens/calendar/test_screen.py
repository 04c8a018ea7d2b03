"""The calendar of a caseload: each kind on its day, for who may do it, and nothing in words that is private."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.access.client_calendar import DueItem, Edge, Kind, due_between
from hearth.actions.collect import collect
from hearth.actions.set_goal import Aim, set_goal
from hearth.records import clock
from hearth.records.models import (
    Account,
    AssignedStaff,
    Enrollment,
    LocalService,
    LoginSession,
    ServiceOffered,
    Source,
)
from hearth.records.write import change
from hearth.screens.calendar.month import days_of, month_named
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_release,
    viewer_for,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be noon of a day: of TODAY, or of the one that is said."""

    def stand(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda: moment)

    stand(TODAY)
    return stand


@pytest.fixture
def worker(community: Community) -> Account:
    return community.personas["intake_worker"]


@pytest.fixture
def browser(worker: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(worker)


def take(community: Community, worker: Account, *stays: Enrollment) -> None:
    """Assign stays to a worker."""
    with change(by=None, action="test") as signed:
        for one in stays:
            AssignedStaff.objects.create(
                enrollment=one, organization=community.own_agency, account=worker, change=signed
            )


def own_stay(
    community: Community, worker: Account, start: date, name: str = "Rosa", **columns: Any
) -> Enrollment:
    person = add_client(community, name, "Example", organization=community.own_agency, **columns)
    stay = add_enrollment(community, person, community.rapid, start)
    take(community, worker, stay)
    return stay


def add_service(community: Community, stay: Enrollment, ends_on: date, **columns: Any) -> LocalService:
    with change(by=None, action="test") as signed:
        of_agency = {"organization": community.own_agency, "change": signed}
        offered = ServiceOffered.objects.create(
            category="Stability", name=f"Storage of {stay.client.first_name}", delivery="long", **of_agency
        )
        return LocalService.objects.create(
            client=stay.client,
            enrollment=stay,
            offered=offered,
            starts_on=ends_on - timedelta(days=9),
            ends_on=ends_on,
            **of_agency,
            **columns,
        )


def due(worker: Account, first: date = date(2026, 3, 1), last: date = date(2026, 3, 31)) -> list[DueItem]:
    return due_between(viewer_for(worker), first, last)


def days(items: list[DueItem], kind: Kind) -> list[date]:
    return [one.on for one in items if one.kind == kind]


def shown(browser: Browser, asked: str = "") -> str:
    return " ".join(browser.get(reverse("calendar:month") + asked).content.decode().split())


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


def test_what_is_private_is_told_without_its_words(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    colleague = viewer_for(community.personas["agency_manager"])
    aim = Aim("Leave him", stay.entry_date, target_on=date(2026, 3, 20), is_private=True)
    set_goal(viewer=colleague, enrollment=stay, aim=aim)
    add_service(community, stay, date(2026, 3, 20), is_private=True)
    for asked in ("?month=2026-03", "?on=2026-03-20"):
        page = shown(browser, asked)
        assert page.count("Private") == 2
        assert "Leave him" not in page
        assert "Storage" not in page


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


def test_each_kind_is_shown_to_who_may_do_it(
    community: Community, worker: Account, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9))
    add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))
    assert "Annual assessment: first day" in shown(browser)
    rights = {"find_client", "record_release"}
    monkeypatch.setattr(type(viewer_for(worker).role), "gives", lambda _role, right: right in rights)
    answer = browser.get(reverse("calendar:month"))
    assert [one[0] for one in answer.context["tabs"]] == ["", "releases", "adults"]
    assert {one.kind for one in answer.context["items"]} == {Kind.RELEASE}


def test_no_birth_date_stands_on_it(community: Community, worker: Account, browser: Browser) -> None:
    own_stay(community, worker, date(2026, 1, 5), dob=date(2008, 3, 20))
    page = shown(browser)
    assert "Turns 18" in page
    assert "2008" not in page


def test_a_day_with_more_than_fits_says_how_many_and_opens(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2026, 1, 5))
    for number in range(5):
        aim = Aim(f"Aim {number}", stay.entry_date, target_on=date(2026, 3, 20))
        set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    page = shown(browser)
    assert page.count("Goal: Aim") == 3
    assert "?on=2026-03-20" in page
    assert "2 more" in page
    assert shown(browser, "?on=2026-03-20").count("Goal: Aim") == 5


def test_each_thing_leads_to_a_page_that_opens(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9), dob=date(2008, 3, 20))
    aim = Aim("Find work", stay.entry_date, target_on=date(2026, 3, 20))
    set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
    add_service(community, stay, date(2026, 3, 18))
    add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))
    items = browser.get(reverse("calendar:month")).context["items"]
    assert {one.kind for one in items} == {Kind.GOAL, Kind.ANNUAL, Kind.RELEASE, Kind.ADULT, Kind.SERVICE}
    for one in items:
        assert browser.get(one.url).status_code == 200, one.url


@pytest.mark.parametrize(
    "asked", ["?month=2026-13", "?month=0001-01", "?month=", "?on=2026-02-30", "?on=tomorrow"]
)
def test_an_address_that_names_no_month_shows_this_one_and_says_so(browser: Browser, asked: str) -> None:
    page = shown(browser, asked)
    assert "The address names no month" in page
    assert "Nothing is due in March 2026" in page


def test_today_is_marked_in_its_own_month_alone() -> None:
    today = date(2026, 3, 31)
    assert [one.on for one in days_of(month_named("2026-03"), [], today) if one.is_today] == [today]
    april = days_of(month_named("2026-04"), [], today)
    assert today in {one.on for one in april}
    assert not any(one.is_today for one in april)


def test_the_filter_keeps_to_its_kind_in_the_next_month_too(
    community: Community, worker: Account, browser: Browser
) -> None:
    stay = own_stay(community, worker, date(2025, 4, 9))
    add_service(community, stay, date(2026, 3, 18))
    page = shown(browser, "?month=2026-03&show=services")
    assert "Ends: Storage" in page
    assert "Annual assessment: first day" not in page
    assert "?month=2026-04&amp;show=services#month" in page


def test_it_asks_the_same_twelve_questions_at_most_however_long_the_caseload(
    community: Community, worker: Account, browser: Browser
) -> None:
    def queries() -> int:
        LoginSession.objects.update(active_at=clock.instant())
        with CaptureQueriesContext(connection) as asked:
            shown(browser)
        return len(asked)

    def one_more(number: int) -> None:
        stay = own_stay(community, worker, date(2025, 4, 9), f"Rosa {number}", dob=date(2008, 3, 2 + number))
        people = [add_client(community, f"{name} {number}", "Example") for name in ("Luz", "Mateo")]
        shelter = add_household(community, people, community.shelter, TODAY - timedelta(days=80))
        take(community, worker, *shelter)
        aim = Aim(f"Aim {number}", stay.entry_date, target_on=date(2026, 3, 20))
        set_goal(viewer=viewer_for(worker), enrollment=stay, aim=aim)
        add_service(community, stay, date(2026, 3, 10 + number))
        add_release(community, stay.client, community.own_agency, ends_on=date(2026, 3, 25))

    one_more(0)
    shown(browser)
    first = queries()
    for number in range(1, 9):
        one_more(number)
    assert len(due(worker)) > 40
    assert queries() == first <= 12
