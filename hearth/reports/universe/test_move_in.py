"""Glossary, "Handling Housing Move-In Dates"."""

from datetime import date

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

MOVE_IN = """
select EnrollmentID, move_in from selected_enrollment left join move_in using (EnrollmentID) order by 1
"""


def test_members_inherit_the_heads_move_in(given: Given, look: Look) -> None:
    dataset = given(
        project_type=13,
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate   MoveInDate
        1_head       H           1                 2022-01-01 -          2022-03-01
        2_there      H           2                 2022-02-01 -          -
        3_same_day   H           2                 2022-03-01 -          -
        4_later      H           2                 2022-06-01 -          -
        5_left       H           2                 2022-01-01 2022-02-28 -
        6_left_then  H           2                 2022-01-01 2022-03-01 -
        7_own_date   H           2                 2022-01-01 -          2022-01-15
        """,
    )
    assert look(dataset, "move_in", MOVE_IN) == [
        ("1_head", date(2022, 3, 1)),
        ("2_there", date(2022, 3, 1)),
        ("3_same_day", date(2022, 3, 1)),
        ("4_later", date(2022, 6, 1)),
        ("5_left", None),
        ("6_left_then", date(2022, 3, 1)),
        ("7_own_date", date(2022, 3, 1)),
    ]


def test_a_date_outside_the_heads_stay_or_after_the_report_is_none(given: Given, look: Look) -> None:
    dataset = given(
        project_type=13,
        Enrollment="""
        EnrollmentID   EntryDate  ExitDate   MoveInDate
        1_before_start 2022-02-01 -          2022-01-31
        2_on_start     2022-02-01 -          2022-02-01
        3_on_exit      2022-02-01 2022-12-01 2022-12-01
        4_after_exit   2022-02-01 2022-12-01 2022-12-02
        5_after_report 2022-02-01 -          2023-10-01
        """,
    )
    assert look(dataset, "move_in", MOVE_IN) == [
        ("1_before_start", None),
        ("2_on_start", date(2022, 2, 1)),
        ("3_on_exit", date(2022, 12, 1)),
        ("4_after_exit", None),
        ("5_after_report", None),
    ]


def test_a_member_date_alone_houses_nobody(given: Given, look: Look) -> None:
    dataset = given(
        project_type=13,
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  MoveInDate
        head         H           1                 2022-01-01 -
        member       H           2                 2022-01-01 2022-03-01
        """,
    )
    assert look(dataset, "move_in", MOVE_IN) == [("head", None), ("member", None)]
