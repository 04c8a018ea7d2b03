"""Glossary, HMIS Data Quality Report, Q6: how late records were entered."""

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
