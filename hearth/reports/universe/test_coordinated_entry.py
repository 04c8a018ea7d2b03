"""Which households were assessed at an access point, who was in them, and which event followed."""

from functools import partial

import pytest

from hearth.dataset import Dataset
from hearth.reports.conftest import Given
from hearth.reports.universe.build import COORDINATED_ENTRY
from hearth.reports.universe.conftest import Look

TABLES = {
    "Project": "ProjectID ProjectType ContinuumProject\nP 14 1\nQ 0 1\nR 0 0",
    "CEParticipation": """
    CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate CEParticipationStatusEndDate
    1                 P         1           2020-01-01                     2023-06-30
    2                 P         0           2023-07-01                     -
    3                 Q         0           2020-01-01                     -
    4                 R         1           2020-01-01                     -
    """,
    "Client": """
    PersonalID DOB        DOBDataQuality
    anna       2005-02-01 1
    ben        2021-01-01 1
    carl       -          9
    """,
    "Enrollment": """
    EnrollmentID PersonalID ProjectID HouseholdID RelationshipToHoH EntryDate  ExitDate
    1            anna       P         H           1                 2022-09-01 -
    2            ben        P         H           2                 2022-09-01 2023-01-31
    3            carl       P         H           4                 2023-02-10 -
    4            anna       Q         K           1                 2023-03-01 -
    5            carl       R         L           1                 2023-03-01 -
    """,
}
ASSESSED = "select household, assessed_on, assessment_type from assessed order by household"


@pytest.fixture
def look(look: Look) -> Look:
    return partial(look, projects=("P", "Q", "R"), steps=COORDINATED_ENTRY)


def data(given: Given, assessments: str = "", events: str = "", **changed: str) -> Dataset:
    head = "AssessmentID EnrollmentID PersonalID AssessmentDate AssessmentType AssessmentLevel PrioritizationStatus"
    event_head = "EventID EnrollmentID PersonalID EventDate Event ReferralResult"
    return given(
        **{
            "Assessment": f"{head}\n{assessments.strip()}",
            "Event": f"{event_head}\n{events.strip()}",
            **TABLES,
            **changed,
        }
    )


def days(look: Look, dataset: Dataset, kind: str) -> list[str]:
    query = f"select activity_id from activity where kind = '{kind}' order by id_order(activity_id)"
    return [found for (found,) in look(dataset, "coordinated_entry/activity", query)]


def test_only_activity_at_an_access_point_of_the_continuum_counts(given: Given, look: Look) -> None:
    dataset = data(
        given,
        """
        1 1 anna 2022-12-01 1 2 1
        2 4 anna 2023-03-01 1 2 1
        3 5 carl 2023-03-01 1 2 1
        4 1 anna 2023-07-01 1 2 1
        """,
    )
    assert days(look, dataset, "assessment") == ["1"]


def test_events_count_until_90_days_after_the_range_and_assessments_are_known_so_long(
    given: Given, look: Look
) -> None:
    dataset = data(
        given,
        events="""
        1 1 anna 2022-09-30 1 -
        2 1 anna 2022-10-01 1 -
        3 1 anna 2023-12-29 1 -
        4 1 anna 2023-12-30 1 -
        """,
        CEParticipation="""
        CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate
        1                 P         1           2020-01-01
        """,
    )
    assert days(look, dataset, "event") == ["2", "3"]


def test_a_project_that_became_an_access_point_after_the_range_is_none(given: Given, look: Look) -> None:
    dataset = data(
        given,
        events="1 1 anna 2023-11-01 1 -",
        CEParticipation="""
        CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate
        1                 P         1           2023-10-15
        """,
    )
    assert days(look, dataset, "event") == []


def test_a_household_is_reported_by_its_latest_assessment_within_a_members_stay(
    given: Given, look: Look
) -> None:
    dataset = data(
        given,
        """
        1 1 anna 2022-12-01 1 2 1
        2 2 ben  2023-01-15 2 2 1
        3 2 ben  2023-02-05 3 2 1
        """,
    )
    ((household, day, how),) = look(dataset, "coordinated_entry/assessed", ASSESSED)
    assert (household, day.isoformat(), how) == (1, "2023-01-15", 2)


def test_of_two_assessments_on_one_day_the_first_counts(given: Given, look: Look) -> None:
    dataset = data(given, "10 1 anna 2022-12-01 3 2 1\n9 1 anna 2022-12-01 1 2 1")
    assert [how for *_, how in look(dataset, "coordinated_entry/assessed", ASSESSED)] == [1]


def test_who_was_there_on_the_day_is_in_the_household_and_as_old_as_on_that_day(
    given: Given, look: Look
) -> None:
    dataset = data(given, "1 1 anna 2023-01-31 1 2 1")
    query = "select PersonalID, age from latest where scope = 'report' order by PersonalID"
    assert look(dataset, "coordinated_entry/latest", query) == [("anna", 17), ("ben", 2)]
    types = look(dataset, "household", "select distinct household_type from household")
    assert types == [("only children",)]


def test_age_not_told_makes_the_household_unknown(given: Given, look: Look) -> None:
    dataset = data(given, "1 1 anna 2023-02-10 1 2 1")
    query = "select PersonalID, age_group from latest where scope = 'report' order by PersonalID"
    assert look(dataset, "coordinated_entry/latest", query) == [("anna", "adult"), ("carl", "not told")]
    assert look(dataset, "household", "select distinct household_type from household") == [("unknown",)]


EVENT = "select event from referral"


@pytest.mark.parametrize(
    ("events", "reported"),
    [
        ("1 1 anna 2022-11-30 13 -", []),
        ("1 1 anna 2022-12-01 13 -\n2 1 anna 2023-01-01 4 -", [(4,)]),
        ("2 1 anna 2022-12-01 13 -\n1 1 anna 2022-12-01 4 -", [(4,)]),
        ("1 1 anna 2022-12-01 13 -\n2 6 anna 2023-02-01 4 -", [(13,)]),
        ("1 2 ben 2022-12-01 13 -", []),
    ],
    ids=["before the assessment", "the last", "the first of a day", "of the same stay", "of the head"],
)
def test_the_event_of_a_household(given: Given, look: Look, events: str, reported: list[tuple[int]]) -> None:
    enrollments = TABLES["Enrollment"].strip() + "\n6 anna P M 1 2022-09-02 -"
    dataset = data(given, "1 1 anna 2022-12-01 1 2 1", events, Enrollment=enrollments)
    assert look(dataset, "coordinated_entry/referral", EVENT) == reported


def test_the_next_assessment_ends_the_time_for_events(given: Given, look: Look) -> None:
    dataset = data(
        given,
        "1 1 anna 2022-12-01 1 2 1\n2 1 anna 2023-10-10 1 2 1\n3 1 anna 2023-11-10 1 2 1",
        "1 1 anna 2023-10-09 13 -\n2 1 anna 2023-10-10 4 -",
        CEParticipation="""
        CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate
        1                 P         1           2020-01-01
        """,
    )
    assert look(dataset, "coordinated_entry/referral", EVENT) == [(13,)]


def test_every_access_point_is_named_even_without_activity(given: Given, look: Look) -> None:
    projects = "select ProjectID from reported_project"
    assert look(data(given), "coordinated_entry/reported_project", projects) == [("P",)]
