"""Glossary, "Active Clients", methods 1 and 2, and the engagement filter of the data quality tables."""

from typing import Any

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look

ACTIVE = "select EnrollmentID from active where scope = 'report' order by EnrollmentID"
FOR_QUALITY = "select EnrollmentID from active where scope = 'quality' order by EnrollmentID"


def names(rows: list[tuple[Any, ...]]) -> list[Any]:
    return [row[0] for row in rows]


def test_a_stay_that_ends_on_the_first_day_or_starts_on_the_last_is_active(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID  EntryDate   ExitDate
        before        2021-01-01  2022-09-30
        first_day     2021-01-01  2022-10-01
        last_day      2023-09-30  -
        after         2023-10-01  -
        """
    )
    assert names(look(dataset, "active", ACTIVE)) == ["first_day", "last_day"]


def test_a_night_by_night_stay_needs_a_bed_night(given: Given, look: Look) -> None:
    dataset = given(
        project_type=1,
        Enrollment="""
        EnrollmentID         EntryDate   ExitDate
        left_in_range        2022-01-01  2022-10-01
        left_without_night   2022-01-01  2022-10-01
        night_in_range       2022-01-01  -
        night_before_only    2022-01-01  -
        night_on_exit_only   2022-11-01  2022-11-02
        no_night             2022-01-01  -
        left_after_range     2022-01-01  2023-12-01
        night_before_start   2022-12-01  2022-12-10
        contact_only         2022-01-01  -
        """,
        Services="""
        ServicesID EnrollmentID        RecordType DateProvided
        1          left_in_range       200        2022-02-01
        2          night_in_range      200        2023-09-30
        3          night_before_only   200        2022-09-30
        4          night_on_exit_only  200        2022-11-02
        5          left_after_range    200        2023-10-15
        6          night_before_start  200        2022-11-30
        """,
        CurrentLivingSituation="""
        CurrentLivingSitID EnrollmentID InformationDate
        1                  contact_only 2023-01-01
        """,
    )
    assert names(look(dataset, "active", ACTIVE)) == ["left_in_range", "night_in_range"]


def test_two_bed_nights_on_one_date_make_one_active_stay(given: Given, look: Look) -> None:
    dataset = given(
        project_type=1,
        Enrollment="""
        EnrollmentID EntryDate
        E1           2022-12-01
        """,
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          E1           200        2022-12-01
        2          E1           200        2022-12-01
        """,
    )
    assert names(look(dataset, "active", ACTIVE)) == ["E1"]


def test_unengaged_outreach_stays_are_left_out_of_data_quality_only(given: Given, look: Look) -> None:
    dataset = given(
        project_type=4,
        Enrollment="""
        EnrollmentID  EntryDate   DateOfEngagement
        engaged       2022-12-01  2022-12-05
        last_day      2022-12-01  2023-09-30
        too_late      2022-12-01  2023-10-01
        never         2022-12-01  -
        """,
    )
    assert names(look(dataset, "active", ACTIVE)) == ["engaged", "last_day", "never", "too_late"]
    assert names(look(dataset, "active", FOR_QUALITY)) == ["engaged", "last_day"]


def test_a_services_project_needs_engagement_only_while_path_funds_it(given: Given, look: Look) -> None:
    tables = {
        "Project": "ProjectID ProjectType\nP 6\nQ 6",
        "Funder": """
        FunderID ProjectID Funder StartDate  EndDate
        1        P         21     2022-01-01 -
        2        Q         21     2019-01-01 2022-09-30
        """,
        "Enrollment": "EnrollmentID ProjectID EntryDate\npath P 2023-01-01\nother Q 2023-01-01",
    }
    assert names(look(given(**tables), "active", FOR_QUALITY, projects=("P", "Q"))) == ["other"]


def test_deleted_records_do_not_count(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID PersonalID EntryDate  DateDeleted
        E1           A          2022-12-01 2022-12-02
        E2           B          2022-12-01 -
        E3           C          2022-12-01 -
        """,
        Client="""
        PersonalID DOB        DateDeleted
        A          1980-01-01 -
        B          1980-01-01 2022-12-02
        C          1980-01-01 -
        """,
    )
    assert names(look(dataset, "active", ACTIVE)) == ["E3"]
