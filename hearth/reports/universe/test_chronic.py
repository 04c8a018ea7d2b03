"""Glossary, "Disabling Condition" and "CH at Project Start"."""

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

STATUS = "select EnrollmentID, status from chronic order by 1"
COLUMNS = (
    "EnrollmentID EntryDate DisablingCondition LivingSituation LOSUnderThreshold PreviousStreetESSH "
    "DateToStreetESSH TimesHomelessPastThreeYears MonthsHomelessPastThreeYears"
)


@pytest.mark.parametrize(
    ("project_type", "answers", "status"),
    [
        # Shelters: a disability, then a year without a break.
        (0, "1 - - - 2022-01-01 - -", "yes"),
        (0, "1 - - - 2022-01-02 - -", "missing"),
        (0, "0 - - - 2020-01-01 4 113", "no"),
        (0, "8 - - - 2020-01-01 4 113", "not told"),
        (0, "99 - - - 2020-01-01 4 113", "missing"),
        (0, "- - - - 2020-01-01 4 113", "missing"),
        # Four times that add up to twelve months.
        (0, "1 - - - - 4 112", "yes"),
        (0, "1 - - - - 4 113", "yes"),
        (0, "1 - - - - 4 111", "no"),
        (0, "1 - - - - 3 113", "no"),
        (0, "1 - - - - 9 113", "not told"),
        (0, "1 - - - - 99 113", "missing"),
        (0, "1 - - - - 4 8", "not told"),
        (0, "1 - - - - 4 -", "missing"),
        # Elsewhere it matters where the client came from.
        (13, "1 - - - 2020-01-01 4 113", "missing"),
        (13, "1 116 - - 2020-01-01 - -", "yes"),
        (13, "1 204 1 1 2020-01-01 - -", "yes"),
        (13, "1 204 0 1 2020-01-01 - -", "no"),
        (13, "1 204 - 1 2020-01-01 - -", "missing"),
        (13, "1 204 1 0 2020-01-01 - -", "no"),
        (13, "1 204 1 - 2020-01-01 - -", "missing"),
        (13, "1 335 1 1 - 4 112", "yes"),
        (13, "1 99 - - 2020-01-01 - -", "missing"),
    ],
)
def test_the_chart(given: Given, look: Look, project_type: int, answers: str, status: str) -> None:
    dataset = given(project_type=project_type, Enrollment=f"{COLUMNS}\nE 2023-01-01 {answers}")
    assert look(dataset, "chronic", STATUS) == [("E", status)]


def test_a_lasting_condition_outweighs_a_stored_no(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID    EntryDate  DisablingCondition DateToStreetESSH
        1_developmental 2023-01-01 0                  2020-01-01
        2_mental_lasts  2023-01-01 0                  2020-01-01
        3_mental_passes 2023-01-01 0                  2020-01-01
        4_both_drugs    2023-01-01 0                  2020-01-01
        5_at_update     2023-01-01 0                  2020-01-01
        """,
        Disabilities="""
        DisabilitiesID EnrollmentID DisabilityType DisabilityResponse IndefiniteAndImpairs DataCollectionStage
        1 1_developmental 6  1 - 1
        2 2_mental_lasts  9  1 1 1
        3 3_mental_passes 9  1 0 1
        4 4_both_drugs    10 3 1 1
        5 5_at_update     8  1 1 2
        """,
    )
    assert look(dataset, "chronic", STATUS) == [
        ("1_developmental", "yes"),
        ("2_mental_lasts", "yes"),
        ("3_mental_passes", "no"),
        ("4_both_drugs", "yes"),
        ("5_at_update", "no"),
    ]


CHILDREN = "PersonalID DOB\nkid 2015-01-01\nkid2 2015-01-01"
MEMBERS = (
    "EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate ExitDate DisablingCondition "
    "DateToStreetESSH"
)


def test_a_qualifying_adult_makes_everybody_present_at_the_start_chronic(given: Given, look: Look) -> None:
    dataset = given(
        Client=CHILDREN,
        Enrollment=f"""
        {MEMBERS}
        1 head   H 1 2022-01-01 -          0 -
        2 spouse H 3 2022-01-01 2022-12-01 1 2019-01-01
        3 kid    H 2 2022-01-01 -          0 -
        4 kid2   H 2 2022-02-01 -          0 -
        """,
    )
    assert look(dataset, "chronic", STATUS) == [("1", "yes"), ("2", "yes"), ("3", "yes"), ("4", "no")]


def test_one_who_joined_later_makes_nobody_else_chronic(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment=f"""
        {MEMBERS}
        1 head   H 1 2022-01-01 - 0 -
        2 spouse H 3 2022-02-01 - 1 2019-01-01
        """
    )
    assert look(dataset, "chronic", STATUS) == [("1", "no"), ("2", "yes")]


def test_the_household_does_not_keep_the_status_of_one_who_left_before_the_report(
    given: Given, look: Look
) -> None:
    dataset = given(
        Enrollment=f"""
        {MEMBERS}
        1 head   H 1 2022-01-01 -          0 -
        2 spouse H 3 2022-01-01 2022-09-30 1 2019-01-01
        """
    )
    assert look(dataset, "chronic", STATUS) == [("1", "no")]


def test_a_child_alone_makes_nobody_chronic(given: Given, look: Look) -> None:
    dataset = given(
        Client=CHILDREN,
        Enrollment=f"""
        {MEMBERS}
        1 head H 1 2022-01-01 - 0 -
        2 kid  H 2 2022-01-01 - 1 2019-01-01
        """,
    )
    assert look(dataset, "chronic", STATUS) == [("1", "no"), ("2", "no")]


def test_children_take_the_heads_status_when_no_adults_is_known(given: Given, look: Look) -> None:
    dataset = given(
        Client=CHILDREN,
        Enrollment=f"""
        {MEMBERS}
        1 head   H 1 2022-01-01 - 8  -
        2 spouse H 3 2022-01-01 - 99 -
        3 kid    H 2 2022-01-01 - 0  -
        """,
    )
    assert look(dataset, "chronic", STATUS) == [("1", "not told"), ("2", "missing"), ("3", "not told")]


def test_children_of_a_household_without_a_head_are_not_chronic_for_nobodys_status_is_theirs(
    given: Given, look: Look
) -> None:
    dataset = given(
        Client=CHILDREN,
        Enrollment=f"""
        {MEMBERS}
        1 kid  H 2 2022-01-01 - 0 -
        2 kid2 H 2 2022-01-01 - 1 2019-01-01
        """,
    )
    assert look(dataset, "chronic", STATUS) == [("1", "no"), ("2", "no")]


def test_of_two_heads_who_came_on_one_day_the_lower_id_gives_the_status(given: Given, look: Look) -> None:
    dataset = given(
        Client=CHILDREN,
        Enrollment=f"""
        {MEMBERS}
        2 spouse H 1 2022-01-01 - 99 -
        1 head   H 1 2022-01-01 - 8  -
        3 kid    H 2 2022-01-01 - 0  -
        """,
    )
    assert look(dataset, "chronic", STATUS) == [("1", "not told"), ("2", "missing"), ("3", "not told")]
