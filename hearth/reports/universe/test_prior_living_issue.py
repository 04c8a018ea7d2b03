"""Glossary, HMIS Data Quality Report, Q5: what a stay leaves open of the prior living situation."""

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

ASKED = (
    "LivingSituation LengthOfStay LOSUnderThreshold PreviousStreetESSH DateToStreetESSH "
    "TimesHomelessPastThreeYears MonthsHomelessPastThreeYears"
)
PRIOR = "is_institution_open, is_housing_open, is_date_open, are_times_open, are_months_open"


@pytest.mark.parametrize(
    ("project_type", "answers", "open_parts"),
    [
        (0, "116 - - - - - -", (False, False, True, True, True)),
        (0, "116 - - - 2022-10-01 1 112", (False, False, False, False, False)),
        (0, "116 - - - 2022-10-01 1 113", (False, False, False, False, False)),
        (0, "116 - - - 2022-10-01 8 99", (False, False, False, True, True)),
        (2, "204 99 - - - - -", (True, False, False, False, False)),
        (2, "204 2 1 1 - - -", (False, False, True, True, True)),
        (2, "204 2 1 0 - - -", (False, False, False, False, False)),
        (2, "204 4 - 1 - - -", (False, False, False, False, False)),
        (2, "410 10 1 1 - - -", (False, False, True, True, True)),
        (2, "410 2 - 1 - - -", (False, False, False, False, False)),
        (2, "410 10 - 1 - - -", (False, False, True, True, True)),
        (2, "- - - - - - -", (False, True, False, False, False)),
    ],
)
def test_the_time_on_the_street_is_asked_where_the_client_may_have_come_from_it(
    given: Given, look: Look, project_type: int, answers: str, open_parts: tuple[bool, ...]
) -> None:
    dataset = given(
        project_type=project_type,
        Enrollment=f"""
        EnrollmentID EntryDate {ASKED}
        E 2022-11-01 {answers}
        """,
    )
    query = f"select {PRIOR}, is_any_open from prior_living_issue"
    assert look(dataset, "prior_living_issue", query) == [(*open_parts, any(open_parts))]


def test_the_prior_living_situation_is_asked_of_adults_and_heads_since_october_2016(
    given: Given, look: Look
) -> None:
    dataset = given(
        Client="PersonalID DOB\nchild 2015-01-01\nyoung_head 2010-01-01",
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate
        adult        H           1                 2022-11-01
        child        H           2                 2022-11-01
        young_head   K           1                 2022-11-01
        before       B           1                 2016-09-30
        since        S           1                 2016-10-01
        """,
    )
    query = "select EnrollmentID, entered from prior_living_issue order by 1"
    assert look(dataset, "prior_living_issue", query) == [
        ("adult", "street"),
        ("since", "street"),
        ("young_head", "street"),
    ]
