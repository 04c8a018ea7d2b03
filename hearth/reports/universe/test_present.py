"""APR Programming Specifications, Q7b and Q8b: who is there on the last Wednesdays."""

from datetime import date
from typing import Any

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

DATES = "select month, day from point_in_time order by 1"
PRESENT = "select EnrollmentID from present where month = 1 order by 1"
HEADS = "select PersonalID from household_present where month = 1 order by 1"
# The last Wednesday of January 2023 is the 25th.


def names(rows: list[tuple[Any, ...]]) -> list[Any]:
    return [row[0] for row in rows]


def test_the_last_wednesdays_of_a_year(given: Given, look: Look) -> None:
    assert look(given(), "point_in_time", DATES) == [
        (1, date(2023, 1, 25)),
        (4, date(2023, 4, 26)),
        (7, date(2023, 7, 26)),
        (10, date(2022, 10, 26)),
    ]


def test_of_a_month_that_comes_twice_the_latest_within_the_range(given: Given, look: Look) -> None:
    found = look(given(), "point_in_time", DATES, start=date(2021, 10, 28), end=date(2023, 1, 24))
    assert found == [
        (1, date(2022, 1, 26)),
        (4, date(2022, 4, 27)),
        (7, date(2022, 7, 27)),
        (10, date(2022, 10, 26)),
    ]


def test_a_last_wednesday_that_is_the_last_day_of_the_month(given: Given, look: Look) -> None:
    found = look(given(), "point_in_time", DATES, start=date(2024, 1, 1), end=date(2024, 1, 31))
    assert found == [(1, date(2024, 1, 31))]


@pytest.mark.parametrize(
    ("project_type", "there"), [(0, False), (2, False), (9, False), (4, True), (12, True)]
)
def test_the_exit_day_is_no_night_but_a_day_of_service(
    given: Given, look: Look, project_type: int, there: bool
) -> None:
    dataset = given(
        project_type=project_type, Enrollment="EnrollmentID EntryDate ExitDate\nE 2023-01-01 2023-01-25"
    )
    assert bool(look(dataset, "present", PRESENT)) is there


def test_rapid_rehousing_needs_a_move_in_by_that_date(given: Given, look: Look) -> None:
    dataset = given(
        project_type=13,
        Enrollment="""
        EnrollmentID EntryDate  MoveInDate
        1_housed     2023-01-01 2023-01-25
        2_too_late   2023-01-01 2023-01-26
        3_never      2023-01-01 -
        """,
    )
    assert names(look(dataset, "present", PRESENT)) == ["1_housed"]


def test_all_stays_count_not_just_the_latest(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID PersonalID EntryDate  ExitDate
        1            A          2023-01-01 2023-02-01
        2            A          2023-05-01 -
        """
    )
    assert names(look(dataset, "present", PRESENT)) == ["1"]


NIGHTS = """
ServicesID EnrollmentID RecordType DateProvided
1          head         200        2023-01-10
2          member       200        2023-01-10
3          member       200        2023-01-25
"""


def test_in_a_night_by_night_shelter_people_need_a_bed_night_and_households_one_members(
    given: Given, look: Look
) -> None:
    dataset = given(
        project_type=1,
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate
        head         H           1                 2023-01-10
        member       H           2                 2023-01-10
        """,
        Services=NIGHTS,
    )
    assert names(look(dataset, "present", PRESENT)) == ["member"]
    assert names(look(dataset, "household_present", HEADS)) == ["head"]


@pytest.mark.parametrize(("project_type", "move_in"), [(2, "-"), (3, "2023-01-05")])
def test_a_household_whose_head_has_left_is_there_while_a_member_is(
    given: Given, look: Look, project_type: int, move_in: str
) -> None:
    dataset = given(
        project_type=project_type,
        Enrollment=f"""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate   MoveInDate
        head         H           1                 2023-01-01 2023-01-20 {move_in}
        member       H           2                 2023-01-01 -          -
        """,
    )
    assert names(look(dataset, "household_present", HEADS)) == ["head"]


def test_a_household_with_a_new_head_counts_once_under_the_head_of_that_date(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate
        first        H           1                 2023-01-01 2023-03-01
        second       H           1                 2023-03-01 -
        """
    )
    assert names(look(dataset, "household_present", HEADS)) == ["first"]
    april = "select PersonalID from household_present where month = 4"
    assert names(look(dataset, "household_present", april)) == ["second"]
