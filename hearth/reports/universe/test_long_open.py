"""Glossary, HMIS Data Quality Report, Q7: which long open stays have gone quiet."""

from hearth.reports.conftest import Given
from hearth.reports.universe.conftest import Look


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
    query = "select EnrollmentID, is_open_outreach, is_quiet from long_open order by 1"
    assert look(dataset, "long_open", query) == [
        ("never", True, True),
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
    query = "select EnrollmentID, is_open_night, is_quiet from long_open order by 1"
    assert look(dataset, "long_open", query) == [("long_ago", True, True), ("recent", True, False)]


def test_a_night_by_night_stay_is_open_by_its_dates_also_without_a_bed_night_in_the_range(
    given: Given, look: Look
) -> None:
    dataset = given(
        project_type=1,
        Enrollment="""
        EnrollmentID EntryDate  ExitDate
        before       2022-01-01 -
        never        2022-11-01 -
        new          2023-07-02 -
        left         2022-01-01 2023-09-30
        later        2022-01-01 2023-10-01
        """,
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          before       200        2022-09-30
        2          left         200        2023-09-29
        3          later        200        2023-09-29
        """,
    )
    query = "select EnrollmentID, is_open_night, is_quiet from long_open order by 1"
    assert look(dataset, "long_open", query) == [
        ("before", True, True),
        ("later", True, False),
        ("never", True, True),
    ]


def test_the_latest_stay_by_its_dates_is_looked_at_after_those_without_engagement_are_left_out(
    given: Given, look: Look
) -> None:
    dataset = given(
        Project="ProjectID ProjectType OrganizationID\nP 4 O\nQ 1 O",
        Enrollment="""
        EnrollmentID PersonalID ProjectID EntryDate  ExitDate   DateOfEngagement
        a1           a          Q         2022-01-01 -          -
        a2           a          P         2022-11-01 -          -
        b1           b          Q         2022-01-01 -          -
        b2           b          P         2022-11-01 2022-12-01 2022-11-01
        """,
    )
    query = "select EnrollmentID from long_open order by 1"
    assert look(dataset, "long_open", query, projects=("P", "Q")) == [("a1",)]


def test_outreach_asks_adults_and_heads_and_a_shelter_everybody(given: Given, look: Look) -> None:
    dataset = given(
        Project="ProjectID ProjectType OrganizationID\nP 4 O\nQ 1 O\nR 0 O",
        Client="PersonalID DOB\nadult 1980-01-01\nchild 2015-01-01\nminor 2008-01-01\nyoung 2015-01-01\nother -",
        Enrollment="""
        EnrollmentID ProjectID HouseholdID RelationshipToHoH EntryDate  DateOfEngagement
        adult        P         H           3                 2022-11-01 2022-11-01
        child        P         H           2                 2022-11-01 2022-11-01
        minor        P         H           1                 2022-11-01 2022-11-01
        young        Q         K           2                 2022-11-01 -
        other        R         L           1                 2022-11-01 -
        """,
    )
    query = "select EnrollmentID, is_open_outreach, is_open_night from long_open order by 1"
    assert look(dataset, "long_open", query, projects=("P", "Q", "R")) == [
        ("adult", True, False),
        ("minor", True, False),
        ("young", False, True),
    ]
