"""A rule says the same at entry, in Python, and over a data set, in SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.dataset import Dataset
from hearth.hud.standard import standard
from hearth.quality.catalogue import catalogue
from hearth.quality.run import run
from hearth.rules.collection import within_stay as answers_within_stay
from hearth.rules.enrollment import (
    engagement_is_within_stay,
    move_in_is_within_stay,
    not_twice_at_once,
    start_not_in_future,
    within_operating_dates,
)
from hearth.rules.exit import destination_is_complete, head_leaves_last, on_or_after_start
from hearth.rules.facts import MemberFacts, ProjectFacts
from hearth.rules.household import hoh_starts_first, one_head
from hearth.rules.service import is_complete, within_stay
from hearth.rules.service.offered import OfferedService

TODAY = date(2026, 3, 20)
DAYS = st.integers(-12, 6).map(lambda number: TODAY + timedelta(days=number))
MAYBE_DAYS = st.none() | DAYS
MEMBERS = st.lists(
    st.builds(MemberFacts, st.just("Ann"), st.sampled_from([1, 2, 3, 99, None]), DAYS, MAYBE_DAYS),
    min_size=1,
    max_size=4,
)
HOUSEHOLDS = st.lists(MEMBERS, min_size=1, max_size=8)

agreement = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def empty() -> Iterator[Dataset]:
    with Dataset.empty() as dataset:
        dataset.connection.execute("set threads = 1")
        dataset.connection.execute(
            "insert into Export (ExportID, ExportDate, ExportEndDate) values ('E', ?, ?)", [TODAY, TODAY]
        )
        yield dataset


@contextmanager
def filled(dataset: Dataset, **rows: list[dict[str, Any]]) -> Iterator[None]:
    """Fill tables for a moment."""
    dataset.connection.execute("begin")
    try:
        for file, each in rows.items():
            columns = list(dict.fromkeys(name for row in each for name in row))
            if each:
                names = ", ".join(f'"{name}"' for name in columns)
                marks = ", ".join(["(" + ", ".join("?" * len(columns)) + ")"] * len(each))
                values = [row.get(name) for row in each for name in columns]
                dataset.connection.execute(f'insert into "{file}" ({names}) values {marks}', values)
        yield
    finally:
        dataset.connection.execute("rollback")


def keys(dataset: Dataset, rule: str) -> set[str]:
    """Give the keys of the rows that break a rule."""
    found = run(dataset, [rule]).connection.execute("select key from quality.finding where rule = ?", [rule])
    return {key for (key,) in found.fetchall()}


def rows_of(households: list[list[MemberFacts]]) -> dict[str, list[dict[str, Any]]]:
    """Write households as rows of Enrollment and Exit, with keys <household>-<member>."""
    enrollments, exits = [], []
    for number, members in enumerate(households):
        for position, member in enumerate(members):
            key = f"{number}-{position}"
            enrollments.append(
                {
                    "EnrollmentID": key,
                    "PersonalID": key,
                    "ProjectID": "P",
                    "HouseholdID": str(number),
                    "EntryDate": member.start,
                    "RelationshipToHoH": member.relationship_to_hoh,
                }
            )
            if member.exit:
                exits.append({"ExitID": key, "EnrollmentID": key, "ExitDate": member.exit})
    return {"Enrollment": enrollments, "Exit": exits}


def households_of(found: set[str]) -> set[int]:
    return {int(key.partition("-")[0]) for key in found}


@agreement
@given(HOUSEHOLDS)
def test_a_household_has_exactly_one_head(empty: Dataset, households: list[list[MemberFacts]]) -> None:
    broken = {number for number, members in enumerate(households) if one_head.broken(members)}
    with filled(empty, **rows_of(households)):
        assert households_of(keys(empty, "household/one_head")) == broken


@agreement
@given(HOUSEHOLDS)
def test_the_head_starts_first(empty: Dataset, households: list[list[MemberFacts]]) -> None:
    broken = {
        f"{number}-{one.about}"
        for number, members in enumerate(households)
        for one in hoh_starts_first.broken(members)
    }
    with filled(empty, **rows_of(households)):
        assert keys(empty, "household/hoh_starts_first") == broken


@st.composite
def led_households(draw: st.DrawFn) -> list[list[MemberFacts]]:
    """Households with one head, whose members have started by the head's exit, as they stand when a head leaves."""
    households = []
    for members in draw(HOUSEHOLDS):
        head = MemberFacts("Head", 1, TODAY - timedelta(days=20), draw(MAYBE_DAYS))
        others = [
            MemberFacts("Ann", 2, min(each.start, head.exit or each.start), each.exit) for each in members[1:]
        ]
        households.append([head, *others])
    return households


@agreement
@given(led_households())
def test_the_head_leaves_last(empty: Dataset, households: list[list[MemberFacts]]) -> None:
    broken = {number for number, members in enumerate(households) if head_leaves_last.broken(members)}
    with filled(empty, **rows_of(households)):
        assert households_of(keys(empty, "exit/head_leaves_last")) == broken


@agreement
@given(HOUSEHOLDS)
def test_nobody_exits_before_they_start(empty: Dataset, households: list[list[MemberFacts]]) -> None:
    broken = {
        f"{number}-{position}"
        for number, members in enumerate(households)
        for position, member in enumerate(members)
        if member.exit and on_or_after_start.broken("Ann", member.start, member.exit, TODAY)
    }
    with filled(empty, **rows_of(households)):
        assert keys(empty, "exit/on_or_after_start") == broken


@agreement
@given(st.lists(DAYS, min_size=1))
def test_a_stay_starts_today_or_earlier(empty: Dataset, starts: list[date]) -> None:
    stays = [[MemberFacts("Ann", 1, start)] for start in starts]
    broken = {
        f"{number}-0"
        for number, start in enumerate(starts)
        if start_not_in_future.broken("Ann", start, TODAY)
    }
    with filled(empty, **rows_of(stays)):
        assert keys(empty, "enrollment/start_not_in_future") == broken


@agreement
@given(st.lists(DAYS, min_size=1), MAYBE_DAYS, MAYBE_DAYS)
def test_a_stay_starts_while_the_program_operates(
    empty: Dataset, starts: list[date], opened: date | None, closed: date | None
) -> None:
    stays = [[MemberFacts("Ann", 1, start)] for start in starts]
    place = ProjectFacts(type=2, operating_start=opened, operating_end=closed)
    broken = {
        f"{number}-0" for number, start in enumerate(starts) if within_operating_dates.broken(start, place)
    }
    project = {"ProjectID": "P", "OperatingStartDate": opened, "OperatingEndDate": closed}
    with filled(empty, **rows_of(stays), Project=[project]):
        assert keys(empty, "enrollment/within_operating_dates") == broken


@agreement
@given(DAYS, st.lists(DAYS, max_size=5, unique=True), st.booleans())
def test_nobody_is_enrolled_twice_at_once(
    empty: Dataset, start: date, bounds: list[date], is_last_open: bool
) -> None:
    bounds.sort()
    earlier: list[tuple[date, date | None]] = list(zip(bounds[::2], bounds[1::2], strict=False))
    if is_last_open and len(bounds) % 2:
        earlier.append((bounds[-1], None))
    stays = [[MemberFacts("Ann", 1, begun, ended)] for begun, ended in [*earlier, (start, None)]]
    rows = rows_of(stays)
    for row in rows["Enrollment"]:
        row["PersonalID"] = "A"
    with filled(empty, **rows):
        found = keys(empty, "enrollment/not_twice_at_once")
    assert bool(found) == bool(not_twice_at_once.broken("Ann", start, earlier))


SITUATIONS = st.sampled_from([int(code) for code in standard().lists["3.12.1"].labels] + [1, 435, 435, 17])
SUBSIDIES = st.none() | st.sampled_from([428, 419, 1])


@agreement
@given(st.lists(st.tuples(SITUATIONS, SUBSIDIES, st.sampled_from([None, "a boat"])), min_size=1))
def test_a_destination_is_complete(empty: Dataset, answers: list[tuple[int, int | None, str | None]]) -> None:
    broken = {
        str(number) for number, answer in enumerate(answers) if destination_is_complete.broken("Ann", *answer)
    }
    exits = [
        {
            "ExitID": str(number),
            "Destination": one,
            "DestinationSubsidyType": subsidy,
            "OtherDestination": words,
        }
        for number, (one, subsidy, words) in enumerate(answers)
    ]
    with filled(empty, Exit=exits):
        assert keys(empty, "exit/destination_is_complete") == broken


RECORD_TYPES = [int(code) for code in standard().facts["type_provided_list"]]


@agreement
@given(DAYS, MAYBE_DAYS, st.lists(st.tuples(st.sampled_from(RECORD_TYPES), DAYS), min_size=1))
def test_a_service_is_given_within_the_stay(
    empty: Dataset, start: date, ended: date | None, given_: list[tuple[int, date]]
) -> None:
    broken = {
        str(number)
        for number, (kind, on) in enumerate(given_)
        if within_stay.broken("Ann", kind, on, start, ended, TODAY)
    }
    services = [
        {"ServicesID": str(number), "EnrollmentID": "0-0", "RecordType": kind, "DateProvided": on}
        for number, (kind, on) in enumerate(given_)
    ]
    with filled(empty, **rows_of([[MemberFacts("Ann", 1, start, ended)]]), Services=services):
        assert keys(empty, "service/within_stay") == broken


@agreement
@given(st.lists(DAYS, min_size=1, max_size=20), DAYS, MAYBE_DAYS)
def test_answers_are_dated_during_the_stay(
    empty: Dataset, days: list[date], start: date, ended: date | None
) -> None:
    broken = {
        str(number)
        for number, on in enumerate(days)
        if answers_within_stay.broken("Ann", on, start, ended, TODAY)
    }
    incomes = [
        {"IncomeBenefitsID": str(number), "EnrollmentID": "0-0", "InformationDate": on}
        for number, on in enumerate(days)
    ]
    with filled(empty, **rows_of([[MemberFacts("Ann", 1, start, ended)]]), IncomeBenefits=incomes):
        assert keys(empty, "collection/within_stay") == broken


PROJECT_TYPES = [0, 1, 3, 4, 6, 13]


@contextmanager
def stays(
    dataset: Dataset, project_type: int, each: list[dict[str, Any]], ended: date | None
) -> Iterator[None]:
    """Fill stays of one project, each with its own columns of Enrollment, for a moment."""
    enrollments = [
        {
            "EnrollmentID": str(number),
            "PersonalID": str(number),
            "ProjectID": "P",
            "RelationshipToHoH": 1,
            **one,
        }
        for number, one in enumerate(each)
    ]
    exits = [
        {"ExitID": one["EnrollmentID"], "EnrollmentID": one["EnrollmentID"], "ExitDate": ended}
        for one in enrollments
    ]
    project = [{"ProjectID": "P", "ProjectType": project_type}]
    with filled(dataset, Project=project, Enrollment=enrollments, Exit=exits if ended else []):
        yield


@agreement
@given(st.sampled_from(PROJECT_TYPES), DAYS, MAYBE_DAYS, st.lists(MAYBE_DAYS, min_size=1, max_size=20))
def test_a_household_moves_in_during_its_stay(
    empty: Dataset, project_type: int, start: date, ended: date | None, days: list[date | None]
) -> None:
    broken = {
        str(number)
        for number, day in enumerate(days)
        if move_in_is_within_stay.broken("Ann", day, start, ended, project_type, TODAY)
    }
    each = [{"EntryDate": start, "MoveInDate": day} for day in days]
    with stays(empty, project_type, each, ended):
        assert keys(empty, "enrollment/move_in_is_within_stay") == broken


@agreement
@given(st.sampled_from(PROJECT_TYPES), st.lists(st.integers(0, 12), min_size=1, max_size=20))
def test_a_client_is_engaged_where_the_program_has_engagement(
    empty: Dataset, project_type: int, after: list[int]
) -> None:
    """That the day lies within the stay is said by the contact's own rule; here all of them do."""
    broken = engagement_is_within_stay.broken("Ann", project_type, None)
    start = TODAY - timedelta(days=12)
    each = [{"EntryDate": start, "DateOfEngagement": start + timedelta(days=days)} for days in after]
    with stays(empty, project_type, each, None):
        found = keys(empty, "enrollment/engagement_is_within_stay")
    assert found == ({str(number) for number in range(len(after))} if broken else set())


ALL_SERVICES = [
    OfferedService(int(kind), kind, standard().lists[list_id])
    for kind, list_id in standard().facts["type_provided_list"].items()
]


@st.composite
def given_services(draw: st.DrawFn) -> is_complete.Given:
    """Services as entered. A payment of SSVF has the days that it covers: entry asks for them, a file need not."""
    record_type = draw(st.sampled_from(RECORD_TYPES))
    covers = draw(st.tuples(DAYS, DAYS)) if record_type == is_complete.SSVF_ASSISTANCE else (None, None)
    return is_complete.Given(
        record_type,
        draw(st.sampled_from([1, 2, 3, 4, 5, 6, 12, 99, 200])),
        draw(st.sampled_from([None, 1, 5, 99])),
        draw(st.sampled_from([None, None, "bus pass"])),
        draw(st.sampled_from([None, Decimal("12.50"), Decimal(-1)])),
        draw(st.sampled_from([None, None, 1])),
        *covers,
    )


@agreement
@given(st.lists(given_services(), min_size=1, max_size=20))
def test_a_service_has_its_details_and_no_others(empty: Dataset, given_: list[is_complete.Given]) -> None:
    broken = {str(number) for number, one in enumerate(given_) if is_complete.broken(one, ALL_SERVICES)}
    services = [
        {
            "ServicesID": str(number),
            "RecordType": one.record_type,
            "TypeProvided": one.type_provided,
            "SubTypeProvided": one.sub_type,
            "MovingOnOtherType" if one.record_type == 300 else "OtherTypeProvided": one.other_words,
            "FAAmount": one.amount,
            "ReferralOutcome": one.referral_outcome,
            "FAStartDate": one.covers_from,
            "FAEndDate": one.covers_until,
        }
        for number, one in enumerate(given_)
    ]
    with filled(empty, Services=services):
        assert keys(empty, "service/is_complete") == broken


def test_every_rule_with_two_halves_is_compared_here() -> None:
    """Those about projects are compared in test_program_rules."""
    from importlib import import_module

    halves = {
        name
        for name in catalogue()
        if not name.startswith(("file/", "columns/", "project/"))
        and hasattr(import_module(f"hearth.rules.{name.replace('/', '.')}"), "broken")
    }
    assert halves == {
        "collection/within_stay",
        "enrollment/engagement_is_within_stay",
        "enrollment/move_in_is_within_stay",
        "enrollment/not_twice_at_once",
        "enrollment/start_not_in_future",
        "enrollment/within_operating_dates",
        "exit/destination_is_complete",
        "exit/head_leaves_last",
        "exit/on_or_after_start",
        "household/hoh_starts_first",
        "household/one_head",
        "service/is_complete",
        "service/within_stay",
    }
