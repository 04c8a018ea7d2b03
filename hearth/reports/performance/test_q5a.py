"""Glossary, HMIS Data Quality Report, Q1: the report validations table."""

from hearth.reports.conftest import END, START, Given
from hearth.reports.performance.run import run_report

_PARENTING = ("Q5a", "Number of parenting youth under age 25 with children", "Count of Clients")


def test_parenting_youth_are_all_youth_with_a_child_of_the_head_in_their_household(given: Given) -> None:
    dataset = given(
        Client="""
        PersonalID DOB        DOBDataQuality
        mother     2003-01-01 1
        father     2001-01-01 1
        baby       2022-05-01 1
        alone      2003-01-01 1
        sister     2004-01-01 1
        young_head 2000-01-01 1
        teenager   2010-01-01 1
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate
        1            mother     H           1                 2023-01-01
        2            father     H           3                 2023-01-01
        3            baby       H           2                 2023-01-01
        4            alone      K           1                 2023-01-01
        5            sister     K           4                 2023-01-01
        6            young_head L           1                 2023-01-01
        7            teenager   L           2                 2023-01-01
        """,
    )
    with run_report("apr", dataset, START, END) as report:
        assert [member.PersonalID for member in report.members(*_PARENTING)] == [
            "mother",
            "father",
            "young_head",
        ]
        assert report.value("Q5a", "C13") == 6


def test_where_no_stay_waits_for_an_engagement_both_columns_count_alike(given: Given) -> None:
    dataset = given(
        Client="""
        PersonalID DOB        DOBDataQuality VeteranStatus
        mother     2003-01-01 1              1
        baby       2022-05-01 1              0
        old        1950-01-01 1              1
        unknown    -          9              9
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  ExitDate   DisablingCondition DateToStreetESSH
        1            mother     H           1                 2023-01-01 -          1                  2020-01-01
        2            baby       H           2                 2023-01-01 -          0                  -
        3            old        K           1                 2021-01-01 -          0                  -
        4            unknown    L           1                 2023-01-01 2023-02-01 99                 -
        """,
    )
    with run_report("apr", dataset, START, END) as report:
        table = report.answers["Q5a"].table
        rows = range(2, 2 + len(table.rows))
        counted = [report.value("Q5a", f"C{row}") for row in rows]
        assert [report.value("Q5a", f"B{row}") for row in rows] == counted
    assert sum(1 for count in counted if count) >= 14, "nearly every row has somebody"


def test_who_is_in_a_household_does_not_hang_on_who_was_engaged(given: Given) -> None:
    """Glossary, "Youth Households": "no member is known to be 25 or older"."""
    dataset = given(
        project_type=4,
        Client="""
        PersonalID DOB        DOBDataQuality
        son        2003-01-01 1
        father     1970-01-01 1
        mother     2003-01-01 1
        baby       2022-05-01 1
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate  DateOfEngagement
        1            son        H           2                 2023-01-01 2023-01-02
        2            father     H           1                 2023-01-01 -
        3            mother     K           1                 2023-01-01 2023-01-02
        4            baby       K           2                 2023-01-01 -
        """,
    )
    with run_report("apr", dataset, START, END) as report:
        assert [report.value("Q5a", f"{column}13") for column in "BC"] == [1, 1]
        assert [report.value("Q5a", f"{column}14") for column in "BC"] == [1, 1]
