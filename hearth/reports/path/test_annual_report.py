"""The PATH annual report over small hand-made data: its files, its rows, and the sums that must agree."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.reports.conftest import END, START, Given
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report

# How many rows and columns each file has, the header counted: PDX reads by place.
SHELLS = {
    "Q8-Q16": (12, 2),
    "Q17": (14, 2),
    "Q18": (12, 3),
    "Q19-Q24": (31, 4),
    "Q25": (42, 2),
    "Q26": (91, 3),
}
PROGRAM = {
    "Project": "ProjectID ProjectType\nS 4\nV 6\nE 0",
    "Funder": "FunderID ProjectID Funder StartDate\n1 S 21 2020-01-01\n2 V 21 2020-01-01\n3 E 20 2020-01-01",
}
STAY = "EnrollmentID PersonalID ProjectID EntryDate ExitDate DateOfPATHStatus ClientEnrolledInPATH"
ASKED = "IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage IncomeFromAnySource"
STAYS = {
    **PROGRAM,
    "Client": """
    PersonalID DOB        DOBDataQuality VeteranStatus Sex White HispanicLatinao RaceNone
    anna       1980-01-01 1              1             0   1     1               -
    ben        2010-01-01 1              -             1   -     -               9
    carl       -          8              0             99  -     -               -
    dora       1990-01-01 1              0             0   1     -               -
    eve        1990-01-01 1              0             0   1     -               -
    """,
    "Enrollment": f"""
    {STAY} ReasonNotEnrolled LivingSituation LengthOfStay
    1 anna S 2022-11-01 2023-03-01 2022-11-20 1 - 116 11
    2 ben V 2022-12-01 - 2022-12-01 1 - 336 11
    3 carl S 2022-12-01 - 2022-12-05 1 - - -
    4 dora S 2022-12-01 - 2022-12-05 0 1 101 2
    5 eve E 2022-12-01 - 2022-12-05 1 - 101 2
    """,
    "CurrentLivingSituation": """
    CurrentLivingSitID EnrollmentID PersonalID InformationDate
    1                  1            anna       2022-11-01
    2                  1            anna       2022-11-01
    3                  1            anna       2022-12-24
    4                  3            carl       2022-12-05
    5                  4            dora       2022-12-01
    6                  5            eve        2022-12-01
    """,
    "Services": """
    ServicesID EnrollmentID PersonalID RecordType DateProvided TypeProvided ReferralOutcome
    1          1            anna       141        2022-12-24   14           -
    2          1            anna       141        2022-12-26   14           -
    3          1            anna       161        2022-12-26   1            1
    4          2            ben        161        2022-12-26   1            2
    5          3            carl       141        2022-12-05   4            -
    """,
    "IncomeBenefits": f"""
    {ASKED} SSI InsuranceFromAnySource Medicaid SCHIP ConnectionWithSOAR
    1 1 2022-11-01 1 0 - 1 1 - 0
    2 1 2023-03-01 3 1 1 0 - - 1
    3 2 2022-12-01 1 8 - 9 - - -
    4 2 2023-02-01 2 1 - 1 - 1 -
    """,
    "Disabilities": """
    DisabilitiesID EnrollmentID PersonalID InformationDate DataCollectionStage DisabilityType DisabilityResponse
    1              1            anna       2022-11-01      1                   10             3
    2              2            ben        2022-12-01      1                   10             0
    """,
    "HealthAndDV": """
    HealthAndDVID EnrollmentID PersonalID InformationDate DataCollectionStage DomesticViolenceSurvivor
    1             1            anna       2022-11-01      1                   1
    """,
}


@pytest.fixture
def report(given: Given) -> Iterator[Report]:
    with run_report("path", given(**STAYS), START, END) as run:
        yield run


def row(report: Report, code: str, label: str) -> list[Any]:
    table = report.answers[code].table
    found = next(row for row in table.rows if row.startswith(label))
    return [report.answers[code].values[place.address] for place in table.places() if place.row == found]


def counted(report: Report, code: str, label: str) -> Any:
    (value,) = row(report, code, label)
    return value


def in_section(report: Report, letter: str) -> dict[str, Any]:
    """Give the rows of a section of Q26 that count somebody."""
    table = report.answers["Q26"].table
    return {
        table.rows[place.row].label or "": report.value("Q26", place.address)
        for place in table.places()
        if place.row.startswith(f"26{letter}.") and report.value("Q26", place.address)
    }


def test_an_empty_program_writes_every_file_at_its_size(given: Given, tmp_path: Path) -> None:
    with run_report("path", given(**PROGRAM), START, END) as empty:
        empty.write(tmp_path)
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(SHELLS)
    for code, (rows, columns) in SHELLS.items():
        with (tmp_path / f"{code}.csv").open(newline="") as lines:
            found = list(csv.reader(lines))
        assert (len(found), {len(line) for line in found}) == (rows, {columns})


def test_the_file_of_demographics_names_a_section_beside_its_first_row(
    report: Report, tmp_path: Path
) -> None:
    report.write(tmp_path)
    lines = (tmp_path / "Q26.csv").read_text("utf-8").splitlines()
    assert lines[1:3] == ['"26b. Age","17 and under",1', '"","18-23",0']
    assert lines[39] == '"26h. Prior Living Situation","Homeless Situations (100-199)",'


def test_who_was_contacted_is_new_and_became_enrolled(report: Report) -> None:
    values = [
        value for (value,) in (row(report, "Q8-Q16", label) for label in report.answers["Q8-Q16"].table.rows)
    ]
    assert values == [4, 3, 1, 4, 5, 7, 1, 0, 3, 3, 2]


def test_services_and_referrals_count_each_client_once_by_type(report: Report) -> None:
    assert counted(report, "Q17", "17c.") == 1
    assert counted(report, "Q17", "17e.") == 1
    assert row(report, "Q18", "Community") == [2, 1]


def test_outcomes_at_the_start_at_exit_and_at_the_end(report: Report) -> None:
    assert row(report, "Q19-Q24", "19. Income from any source: Yes") == [0, 1, 1]
    assert row(report, "Q19-Q24", "19. Income from any source: No") == [1, 0, 0]
    assert row(report, "Q19-Q24", "19. Income from any source: Client doesn") == [1, 0, 0]
    assert row(report, "Q19-Q24", "19. Income from any source: Data") == [1, 0, 1]
    assert row(report, "Q19-Q24", "20. SSI/SSDI: Yes") == [0, 1, 0]
    assert row(report, "Q19-Q24", "20. SSI/SSDI: No") == [3, 0, 2]
    assert row(report, "Q19-Q24", "23. Medicaid/Medicare: Yes") == [1, 0, 0]
    assert row(report, "Q19-Q24", "24. All other health insurance: Yes") == [0, 0, 1]
    assert report.value("Q19-Q24", "B2") is None


def test_leavers_by_destination_and_those_still_in_path(report: Report) -> None:
    assert counted(report, "Q25", "Data not collected") == 1
    assert counted(report, "Q25", "Other (1-99): Subtotal") == 1
    assert counted(report, "Q25", "PATH-enrolled clients") == 2
    assert counted(report, "Q25", "Total") == 3


def test_who_the_enrolled_clients_are(report: Report) -> None:
    assert in_section(report, "b") == {"17 and under": 1, "41-50": 1, "Client doesn’t know": 1, "Total": 3}
    assert in_section(report, "c") == {
        "Hispanic/Latina/e/o": 1,
        "White": 1,
        "Client prefers not to answer": 1,
        "Data not collected": 1,
        "Total": 3,
    }
    assert in_section(report, "e") == {"Veteran": 1, "Total": 1}
    assert in_section(report, "f") == {
        "Co-occurring substance use disorder": 1,
        "No co-occurring substance use disorder": 1,
        "Unknown": 1,
        "Total": 3,
    }
    assert in_section(report, "g") == {"Yes": 1, "Data not collected": 2, "Total": 3}
    assert sum(in_section(report, "h").values()) == 6
    assert in_section(report, "i") == {"Two to six nights": 1, "Total": 1}
    assert in_section(report, "j") == {"Unknown": 3, "Total": 3}
    assert in_section(report, "k") == {"Yes": 1, "Total": 1}
    assert in_section(report, "l") == {"Female": 1, "Male": 1, "Not available": 1, "Total": 3}
