"""Glossary, "Age"; APR Programming Specifications: each client's latest stay."""

from datetime import date

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look


def test_the_stay_that_started_last_is_the_latest_and_of_two_the_lowest_id(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID PersonalID EntryDate
        1            A          2022-12-01
        2            A          2023-02-01
        10           B          2023-01-01
        9            B          2023-01-01
        """
    )
    query = "select PersonalID, EnrollmentID from latest where scope = 'report' order by 1"
    assert look(dataset, "latest", query) == [("A", "2"), ("B", "9")]


def test_age_is_as_of_the_later_of_the_two_starts(given: Given, look: Look) -> None:
    dataset = given(
        Client="""
        PersonalID DOB        DOBDataQuality
        before     2004-10-02 1
        on_start   2004-10-01 1
        at_entry   2004-12-01 1
        leap_day   2004-02-29 1
        no_dob     -          99
        not_told   -          9
        unsure     1990-01-01 99
        unborn     2023-05-01 1
        """,
        Enrollment="""
        EnrollmentID PersonalID EntryDate
        1            before     2022-01-01
        2            on_start   2022-01-01
        3            at_entry   2022-12-01
        4            leap_day   2023-02-28
        5            no_dob     2022-12-01
        6            not_told   2022-12-01
        7            unsure     2022-12-01
        8            unborn     2022-12-01
        """,
    )
    query = "select PersonalID, age, age_group from latest where scope = 'report' order by EnrollmentID"
    assert look(dataset, "latest", query) == [
        ("before", 17, "child"),
        ("on_start", 18, "adult"),
        ("at_entry", 18, "adult"),
        ("leap_day", 18, "adult"),
        ("no_dob", None, "not collected"),
        ("not_told", None, "not told"),
        ("unsure", 32, "adult"),
        ("unborn", None, "not collected"),
    ]


def test_with_two_stays_age_is_as_of_the_latest(given: Given, look: Look) -> None:
    dataset = given(
        Client="PersonalID DOB\nA 2005-01-01",
        Enrollment="EnrollmentID PersonalID EntryDate\n1 A 2022-11-01\n2 A 2023-02-01",
    )
    assert look(dataset, "latest", "select age, as_of from latest where scope = 'report'") == [
        (18, date(2023, 2, 1))
    ]
