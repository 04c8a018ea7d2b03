"""Which enrollments a report looks at."""

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

COC = "select EnrollmentID from selected_enrollment order by EnrollmentID"


def test_the_heads_coc_holds_for_the_household_and_a_projects_only_coc_for_the_rest(
    given: Given, look: Look
) -> None:
    dataset = given(
        Project="""
        ProjectID ProjectType
        P         0
        Q         0
        """,
        ProjectCoC="""
        ProjectCoCID ProjectID CoCCode
        1            P         XX-500
        2            P         XX-501
        3            Q         XX-501
        """,
        Enrollment="""
        EnrollmentID ProjectID HouseholdID RelationshipToHoH EnrollmentCoC EntryDate
        head         P         H1          1                 XX-501        2023-01-01
        member       P         H1          2                 -             2023-01-01
        elsewhere    P         H2          1                 XX-500        2023-01-01
        no_coc       P         H3          1                 -             2023-01-01
        only_coc     Q         H1          1                 -             2023-01-01
        wrong_coc    Q         H2          1                 XX-500        2023-01-01
        """,
    )
    found = look(dataset, "selected_enrollment", COC, projects=("P", "Q"), coc="XX-501")
    assert found == [("head",), ("member",), ("only_coc",), ("wrong_coc",)]


def test_one_household_id_in_two_projects_is_two_households(given: Given, look: Look) -> None:
    dataset = given(
        Project="ProjectID ProjectType\nP 0\nQ 0",
        Enrollment="""
        EnrollmentID ProjectID HouseholdID EntryDate
        E1           P         H           2023-01-01
        E2           Q         H           2023-01-01
        """,
    )
    query = "select count(distinct household) from selected_enrollment"
    assert look(dataset, "selected_enrollment", query, projects=("P", "Q")) == [(2,)]
