"""Glossary, HMIS Data Quality Report, Q6 and Q7: how late records were entered, and which stays have gone quiet."""

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look


def test_only_starts_and_exits_within_the_range_have_a_time_to_enter(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  ExitDate   DateCreated
        before       2022-09-30 2022-12-01 2022-10-05
        same_day     2022-10-01 2023-10-01 2022-10-01
        """,
    )
    dataset.connection.execute("update Exit set DateCreated = ExitDate + 11")
    query = "select EnrollmentID, days_to_enter_start, days_to_enter_exit from record_entry order by 1"
    assert look(dataset, "record_entry", query) == [("before", None, 11), ("same_day", 0, None)]


def test_an_outreach_stay_is_quiet_without_a_contact_in_the_last_90_days(given: Given, look: Look) -> None:
    dataset = given(
        project_type=4,
        Enrollment="""
        EnrollmentID EntryDate  DateOfEngagement
        on_day_90    2022-11-01 2022-11-01
        on_day_91    2022-11-01 2022-11-01
        never        2022-11-01 2022-11-01
        new          2023-07-02 2023-07-02
        """,
        CurrentLivingSituation="""
        CurrentLivingSitID EnrollmentID InformationDate
        1                  on_day_90    2023-07-02
        2                  on_day_91    2023-07-01
        3                  on_day_91    2023-10-01
        """,
    )
    query = "select EnrollmentID, is_open_outreach, is_quiet from record_entry order by 1"
    assert look(dataset, "record_entry", query) == [
        ("never", True, True),
        ("new", False, True),
        ("on_day_90", True, False),
        ("on_day_91", True, True),
    ]


def test_a_night_by_night_stay_is_quiet_without_a_bed_night_in_the_last_90_days(
    given: Given, look: Look
) -> None:
    dataset = given(
        project_type=1,
        Enrollment="EnrollmentID EntryDate\nrecent 2022-11-01\nlong_ago 2022-11-01",
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          recent       200        2023-07-02
        2          long_ago     200        2022-11-01
        3          long_ago     12         2023-09-01
        """,
    )
    query = "select EnrollmentID, is_open_night, is_quiet from record_entry order by 1"
    assert look(dataset, "record_entry", query) == [("long_ago", True, True), ("recent", True, False)]
