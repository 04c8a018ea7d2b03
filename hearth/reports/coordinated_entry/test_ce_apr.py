"""The CE APR over small hand-made data: its files, and the people behind its cells."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.reports.conftest import END, START, Given
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report
from hearth.reports.stored import StoredUniverse

FILES = ("Q4a", "Q5a", "Q6a", "Q7a", "Q8a", "Q9a", "Q9b", "Q9c", "Q9d", "Q10")
COMMUNITY = {
    "Project": "ProjectID OrganizationID ProjectName ProjectType ContinuumProject\nP O Front_door 14 1",
    "ProjectCoC": "ProjectCoCID ProjectID CoCCode Geocode\n1 P XX-501 002222",
    "CEParticipation": "CEParticipationID ProjectID AccessPoint CEParticipationStatusStartDate\n1 P 1 2020-01-01",
    "Client": "PersonalID DOB DOBDataQuality\nanna 1980-01-01 1\nben 2012-01-01 1\ndora 1990-01-01 1",
    "Enrollment": """
    EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate
    1            anna       H           1                 2022-11-01
    2            ben        H           2                 2022-11-01
    3            dora       K           1                 2022-12-01
    """,
    "Assessment": """
    AssessmentID EnrollmentID PersonalID AssessmentDate AssessmentType AssessmentLevel PrioritizationStatus
    1            1            anna       2022-11-01     3              2               1
    2            3            dora       2022-12-01     1              1               2
    """,
    "Event": """
    EventID EnrollmentID PersonalID EventDate  Event ReferralResult ProbSolDivRRResult
    1       1            anna       2022-11-02 13    2              -
    2       1            anna       2022-11-05 14    1              -
    3       3            dora       2022-12-02 2     -              1
    """,
}


@pytest.fixture
def report(given: Given) -> Iterator[Report]:
    with run_report("ce-apr", given(**COMMUNITY), START, END, coc="XX-501") as run:
        yield run


def column(report: Report, code: str, letter: str = "B") -> list[Any]:
    return [value for address, value in report.answers[code].values.items() if address[0] == letter]


def test_the_files_are_huds_and_an_empty_program_writes_them_all(given: Given, tmp_path: Path) -> None:
    with run_report("ce-apr", given(Project=COMMUNITY["Project"]), START, END) as empty:
        empty.write(tmp_path)
    assert {path.stem for path in tmp_path.glob("Q*.csv")} == set(FILES)
    with (tmp_path / "Q9d.csv").open(newline="") as lines:
        rows = list(csv.reader(lines))
    assert len(rows) == 23
    assert rows[15] == ["Total", "0", "0", "0", "0", "0"]


def test_households_by_assessment_and_priority(report: Report) -> None:
    assert column(report, "Q8a") == [2, None]
    assert column(report, "Q9a") == [1, 0, 1, 2]
    assert column(report, "Q9b") == [1, 1, 0.5]
    assert column(report, "Q9b", "D") == [1, 0, 1.0]


def test_each_household_counts_once_by_its_last_event(report: Report) -> None:
    assert column(report, "Q9c") == [0, 1, 0, 0, 1, 1, 1.0]
    assert column(report, "Q9d")[8:15] == [0, 1, 0, 0, 0, 0, 1]
    assert column(report, "Q9d")[15:] == [1.0, 1, 0, 0, 0, 0, 1.0]


def test_every_assessment_and_event_counts_and_only_cells_with_a_result_are_live(report: Report) -> None:
    assert column(report, "Q10")[:4] == [1, 1, 0, 1]
    assert column(report, "Q10")[14:16] == [1, 1]
    assert column(report, "Q10", "C")[11:] == [0, 0, 0, 0, 1, 0, None, 0, 0]
    assert column(report, "Q10", "F")[2:5] == [None, 1, None]
    assert [report.value("Q10", address) for address in ("G7", "G8", "G9")] == [None, 0, None]


def test_the_project_is_named_with_who_was_there(report: Report) -> None:
    (line,) = report.answers["Q4a"].sheet.lines
    assert (line[2], line[6], line[9], line[-2:]) == ("Front_door", 1, "XX-501", [3, 2])


def test_every_cell_opens_with_as_many_as_it_counts(report: Report, tmp_path: Path) -> None:
    report.save_universe(tmp_path / "universe.parquet")
    with StoredUniverse(tmp_path / "universe.parquet") as universe:
        for code, answer in report.answers.items():
            for place in answer.table.places():
                value = answer.values[place.address]
                opened = universe.open_cell(code, place.row, place.column)
                if opened.base is None:
                    assert len(opened.members) == (value or 0)
                else:
                    assert value == (len(opened.members) / len(opened.base) if opened.base else None)
