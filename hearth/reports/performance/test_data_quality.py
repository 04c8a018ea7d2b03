"""Glossary, HMIS Data Quality Report: what its tables count, and among whom."""

from hearth.reports.conftest import END, START, Given
from hearth.reports.performance.run import run_report


def test_a_shelter_stay_that_nobody_closed_is_an_inactive_record_though_its_client_is_not_active(
    given: Given,
) -> None:
    """Q7: "Column B - # of Records - contains active according to start and exit dates regardless of project type"."""
    dataset = given(
        project_type=1,
        Enrollment="EnrollmentID PersonalID EntryDate\n1 anna 2022-01-01\n2 ben 2022-11-01",
        Services="""
        ServicesID EnrollmentID RecordType DateProvided
        1          1            200        2022-01-01
        2          2            200        2023-09-29
        """,
    )
    with run_report("dq", dataset, START, END) as report:
        assert [report.value("Q7", f"{column}3") for column in "BCD"] == [2, 1, 0.5]
        assert report.value("Q1", "B2") == 1
        row = "Bed Night (All clients in ES - NbN)"
        inactive = report.members("Q7", row, "# of Inactive Records")
        assert [member.PersonalID for member in inactive] == ["anna"]
