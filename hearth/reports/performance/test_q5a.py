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
        """,
        Enrollment="""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate
        1            mother     H           1                 2023-01-01
        2            father     H           3                 2023-01-01
        3            baby       H           2                 2023-01-01
        4            alone      K           1                 2023-01-01
        5            sister     K           4                 2023-01-01
        """,
    )
    with run_report("apr", dataset, START, END) as report:
        assert [member.PersonalID for member in report.members(*_PARENTING)] == ["mother", "father"]
        assert report.value("Q5a", "C13") == 4
