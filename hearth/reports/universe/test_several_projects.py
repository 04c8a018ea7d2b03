"""Clients and households that belong to several projects or CoCs of one report."""

from datetime import date

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

PROJECTS = "ProjectID ProjectType OrganizationID\nP 2 O\nQ 2 O"


def test_a_client_in_two_projects_counts_once_in_the_household_of_the_latest_stay(
    given: Given, look: Look
) -> None:
    dataset = given(
        Project=PROJECTS,
        Client="PersonalID DOB\nparent 1980-01-01\nchild 2015-01-01",
        Enrollment="""
        EnrollmentID PersonalID ProjectID HouseholdID RelationshipToHoH EntryDate
        1            parent     P         H           1                 2022-10-01
        2            child      P         H           2                 2022-10-01
        3            parent     Q         H           1                 2023-02-01
        """,
    )
    query = """
    select PersonalID, ProjectID, household_type
    from latest join household using (scope, household)
    where scope = 'report' order by 1
    """
    assert look(dataset, "household", query, projects=("P", "Q")) == [
        ("child", "P", "children and adults"),
        ("parent", "Q", "without children"),
    ]
    assert look(dataset, "household", query) == [
        ("child", "P", "children and adults"),
        ("parent", "P", "children and adults"),
    ]


def test_members_recorded_in_another_coc_than_the_head_stay_in_the_heads_household(
    given: Given, look: Look
) -> None:
    dataset = given(
        Project=PROJECTS,
        ProjectCoC="ProjectCoCID ProjectID CoCCode\n1 P XX-501\n2 P XX-502\n3 Q XX-502",
        Client="PersonalID DOB\nhead 1980-01-01\nchild 2015-01-01",
        Enrollment="""
        EnrollmentID PersonalID ProjectID HouseholdID RelationshipToHoH EntryDate  EnrollmentCoC
        1            head       P         H           1                 2022-10-01 XX-501
        2            child      P         H           2                 2022-10-01 XX-502
        3            head       Q         K           1                 2023-02-01 XX-501
        """,
    )
    query = """
    select distinct ProjectID, household_type
    from household join selected_enrollment using (household)
    where scope = 'report' order by 1
    """
    both = ("P", "Q")
    assert look(dataset, "household", query, projects=both, coc="XX-501") == [("P", "children and adults")]
    assert look(dataset, "household", query, projects=both, coc="XX-502") == [("Q", "without children")]


def test_a_range_that_ends_on_a_leap_day_holds_that_day(given: Given, look: Look) -> None:
    dataset = given(Enrollment="EnrollmentID EntryDate\non_day 2024-02-29\nafter 2024-03-01")
    query = "select EnrollmentID, days from length_of_stay"
    leap = date(2024, 2, 29)
    assert look(dataset, "length_of_stay", query, start=leap, end=leap) == [("on_day", 1)]
