"""The HOPWA workbook over a small hand-made community: who is counted where, and what stays empty."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.reports.conftest import END, START, Given
from hearth.reports.hopwa.specification import NOT_HELD
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report

PROGRAM = {
    "Project": "ProjectID ProjectType HousingType\nT 3 3\nF 3 1\nH 2 2\nS 12 -\nI 6 -\nE 0 -",
    "Funder": """
    FunderID ProjectID Funder StartDate  EndDate
    1        T         15     2020-01-01 -
    2        F         15     2020-01-01 -
    3        H         19     2020-01-01 -
    4        S         17     2020-01-01 -
    5        S         16     2020-01-01 -
    6        I         14     2020-01-01 -
    7        E         8      2020-01-01 -
    8        T         17     2020-01-01 2022-09-30
    """,
}
LABS = (
    "DisabilitiesID EnrollmentID InformationDate DisabilityType DisabilityResponse "
    "AntiRetroviral ViralLoadAvailable ViralLoad"
)
# Anna (HIV) and her son Ben rent with TBRA since 2016; Carl's child Dora has HIV, they live in a facility; Eve had her
# rent and mortgage paid; Finn his deposit; Gus is enrolled without a payment; Hal was in a shelter alone.
COMMUNITY = {
    **PROGRAM,
    "Client": """
    PersonalID DOB        Sex White BlackAfAmerican Asian HispanicLatinao MidEastNAfrican VeteranStatus
    anna       1980-01-01 0   1     -               -     1               -               0
    ben        2010-01-01 1   1     1               -     -               -               -
    carl       1970-01-01 1   -     1               -     -               -               1
    dora       2012-01-01 0   -     -               1     -               -               -
    eve        1995-01-01 0   -     -               -     -               1               0
    finn       1995-01-01 99  1     1               1     -               -               0
    gus        -          1   1     -               -     -               -               0
    hal        1980-01-01 1   1     -               -     -               -               0
    """,
    "Enrollment": """
    EnrollmentID PersonalID ProjectID HouseholdID RelationshipToHoH EntryDate ExitDate LivingSituation RentalSubsidyType
    1 anna T a 1 2016-11-01 - 116 -
    2 ben T a 2 2016-11-01 - - -
    3 carl F c 1 2022-11-01 2023-03-01 435 440
    4 dora F c 2 2022-11-01 2023-03-01 - -
    5 eve S e 1 2022-12-01 2023-01-05 410 -
    6 finn S f 1 2022-12-01 - 101 -
    7 gus S g 1 2022-12-01 - 410 -
    8 hal E h 1 2022-12-01 - 101 -
    9 anna S a2 1 2023-02-01 2023-02-05 410 -
    """,
    "Disabilities": f"""
    {LABS}
    1 1 2016-11-01 8 1 1 1 900
    2 1 2022-11-01 8 1 0 1 150
    3 4 2022-11-01 8 1 0 1 5000
    4 4 2023-02-01 8 1 - 1 4000
    5 5 2022-12-01 8 1 1 2 -
    6 3 2022-11-01 8 0 - - -
    """,
    "IncomeBenefits": """
    IncomeBenefitsID EnrollmentID InformationDate IncomeFromAnySource Earned SSI InsuranceFromAnySource Medicaid ADAP
    1 1 2016-11-01 1 1 - 1 1 -
    2 1 2022-11-01 1 - 1 - - 1
    3 3 2022-11-01 0 - - 0 - -
    4 5 2022-12-01 1 1 - 1 1 -
    """,
    "Services": """
    ServicesID EnrollmentID RecordType DateProvided TypeProvided FAAmount
    1 5 151 2022-12-02 1 500
    2 5 151 2022-12-20 7 700
    3 6 151 2022-12-03 2 300
    4 7 151 2022-09-01 4 90
    5 9 151 2023-02-03 1 100
    6 2 143 2023-01-01 2 -
    7 1 143 2023-01-01 13 -
    8 1 143 2022-09-01 9 -
    9 8 143 2023-01-01 2 -
    """,
}
LEFT = "update Exit set Destination = if(EnrollmentID = '5', 30, 410)"


@pytest.fixture
def report(given: Given) -> Iterator[Report]:
    dataset = given(**COMMUNITY)
    dataset.connection.execute(LEFT)
    with run_report("hopwa", dataset, START, END) as run:
        yield run


def row(report: Report, code: str, label: str) -> list[Any]:
    table = report.answers[code].table
    found = next(row for row in table.rows if row.startswith(label))
    return [report.answers[code].values[place.address] for place in table.places() if place.row == found]


def filled(report: Report, code: str, column: str | None = None) -> dict[str, Any]:
    """Give the rows of a table that count somebody, in one column (the first)."""
    table = report.answers[code].table
    column = column or next(iter(table.columns))
    found = {
        place.row: report.answers[code].values[place.address]
        for place in table.places()
        if place.column == column
    }
    return {label: value for label, value in found.items() if value}


def test_an_empty_program_writes_every_table(given: Given, tmp_path: Path) -> None:
    with run_report("hopwa", given(**PROGRAM), START, END) as empty:
        empty.write(tmp_path)
        codes = set(empty.answers)
    assert {path.stem for path in tmp_path.glob("*.csv")} == codes
    with (tmp_path / "SERVED.csv").open(newline="") as lines:
        assert ["Households served", "0", "0", "0", "0", "0"] in list(csv.reader(lines))


def test_one_person_makes_a_household_eligible_and_the_others_are_members(report: Report) -> None:
    # Dora, not her father; of Anna, the later stay.
    assert filled(report, "DEM-A", "Total") == {
        "Asian": 1,
        "White": 2,
        "Other Multi-Racial": 1,
        "Middle Eastern or North African alone, or no race told (no row in the workbook)": 1,
        "Total": 5,
        "Of the total: HIV/AIDS on record (4.08)": 2,
    }
    assert filled(report, "DEM-A", "Female Younger than 18") == {
        "Asian": 1,
        "Total": 1,
        "Of the total: HIV/AIDS on record (4.08)": 1,
    }
    assert filled(report, "DEM-A", "Of these Hispanic/Latina/o: Female 31-50") == {"White": 1, "Total": 1}
    assert (
        filled(report, "DEM-A", "Sex or age not known (no column in the workbook)")["Total"] == 2
    )  # Finn and Gus
    assert filled(report, "DEM-B", "Total") == {
        "Black/African American": 1,
        "Black/African American & White": 1,
        "Total": 2,
        "Of the total: HIV negative or unknown HIV status": 2,
    }


def test_prior_situations_are_of_the_new_and_a_child_has_its_heads(report: Report) -> None:
    # Anna goes on with TBRA; Dora and Finn are new; Eve and Gus had no placement paid.
    assert filled(report, "PRIOR") == {
        "Continuing from the year before": 1,
        "New in the date range": 2,
        "Emergency shelter": 1,
        "Permanent housing for formerly homeless persons": 1,
    }


def test_households_are_served_by_activity_and_payments_make_the_paid_ones(report: Report) -> None:
    assert row(report, "SERVED", "Households served") == [1, 1, 0, 2, 1]
    assert row(report, "SERVED", "Expenditures") == [None, None, None, 1300, 300]
    assert row(report, "SERVED", "SSI") == [1, 0, 0, 0, 0]
    assert row(report, "SERVED", "Earned") == [0, 0, 0, 1, 0]
    assert row(report, "SERVED", "No source") == [0, 1, 0, 1, 1]
    assert row(report, "SERVED", "Medicaid") == [1, 0, 0, 1, 0]
    assert row(report, "SERVED", "AIDS Drug") == [1, 0, 0, 0, 0]


def test_health_is_that_of_the_eligible_person(report: Report) -> None:
    assert row(report, "HEALTH", "Eligible") == [1, 1, 0, 1, 0]
    assert row(report, "HEALTH", "Ever") == [1, 0, 0, 1, 0]
    assert row(report, "HEALTH", "Viral load suppressed") == [1, 0, 0, 1, 0]
    assert row(report, "HEALTH", "Viral load suppressed, or") == [1, 1, 0, 1, 0]


def test_longevity_counts_from_the_first_start_to_the_end(report: Report) -> None:
    assert row(report, "LONGEVITY", "Less") == [0, 1, 0, None, None]
    assert row(report, "LONGEVITY", "Five") == [1, 0, 0, None, None]


def test_outcomes_are_of_the_heads_who_left(report: Report) -> None:
    assert row(report, "OUTCOMES", "Continued") == [1, 0, 0, 0, 1]
    assert row(report, "OUTCOMES", "Exited to private") == [0, 1, 0, 1, 0]
    assert row(report, "OUTCOMES", "Exited, destination") == [0, 0, 0, 1, 0]
    assert row(report, "OUTCOMES", "Total") == [1, 1, 0, 2, 1]


def test_short_term_payments_by_type_sum_and_year(report: Report) -> None:
    assert filled(report, "STRMU") == {
        "Rental assistance only": 1,
        "More than one type": 1,
        "Total households served": 2,
        "Enrolled with no payment on record in the date range (not counted above)": 2,
        "Expenditures for mortgage assistance, in dollars": 700,
        "Expenditures for rental assistance, in dollars": 600,
        "Served for the first time in this year": 2,
    }


def test_short_term_payments_of_earlier_years_tell_how_long_a_household_is_helped(given: Given) -> None:
    # New is helped for the first time; two in the year before, in an earlier stay, on its last day; three in this and
    # two other years, the oldest on its first day; five in each; old this year and on the day before the fifth year.
    dataset = given(
        **PROGRAM,
        Enrollment="""
        EnrollmentID PersonalID ProjectID EntryDate  ExitDate
        1            new        S         2022-12-01 -
        2            two        S         2022-12-01 -
        3            two        S         2022-09-01 2022-10-15
        4            three      S         2018-09-01 -
        5            five       S         2018-09-01 -
        6            old        S         2018-09-01 -
        """,
        Services="""
        ServicesID EnrollmentID PersonalID RecordType DateProvided TypeProvided FAAmount
        1  1 new   151 2022-12-02 1 100
        2  2 two   151 2022-12-02 1 100
        3  3 two   151 2022-09-30 1 100
        4  4 three 151 2023-09-30 1 100
        5  4 three 151 2020-11-01 1 100
        6  4 three 151 2018-10-01 1 100
        7  5 five  151 2022-12-02 4 100
        8  5 five  151 2021-12-02 4 100
        9  5 five  151 2020-12-02 4 100
        10 5 five  151 2019-12-02 4 100
        11 5 five  151 2018-12-02 4 100
        12 6 old   151 2022-12-02 1 100
        13 6 old   151 2018-09-30 1 100
        """,
    )
    with run_report("hopwa", dataset, START, END) as run:
        found = filled(run, "STRMU")
    assert {
        label: value for label, value in found.items() if label.startswith(("Served", "Total", "Expend"))
    } == {
        "Total households served": 5,
        "Expenditures for rental assistance, in dollars": 400,
        "Expenditures for utility assistance, in dollars": 100,
        "Served for the first time in this year": 1,
        "Served in the year before too": 2,
        "Served in more than two of the last five years": 2,
        "Served in each of the last five years": 1,
    }


@pytest.mark.parametrize(
    "stays",
    [
        "1 eve e 1 2022-11-01 2022-12-01\n2 eve e 1 2023-02-01 -",
        "1 eve e 1 2022-11-01 2022-12-01\n2 adam e 1 2022-11-15 -",
        "1 eve e 1 2022-11-01 2022-12-01\n2 adam e 1 2022-11-01 -",
        "1 eve e 1 2022-11-01 -\n2 adam e 1 2023-10-15 -",
    ],
    ids=[
        "the head left and came back",
        "another member became the head",
        "one who was there from the start became it",
        "another is head after the report's end",
    ],
)
def test_a_household_is_served_and_paid_for_once_whoever_headed_it_when(given: Given, stays: str) -> None:
    dataset = given(
        Project="ProjectID ProjectType\nP 12",
        Funder="FunderID ProjectID Funder StartDate\n1 P 17 2020-01-01",
        Enrollment=f"""
        EnrollmentID PersonalID HouseholdID RelationshipToHoH EntryDate ExitDate
        {stays}
        3 kim e 2 2022-11-01 -
        """,
        Services="""
        ServicesID EnrollmentID RecordType DateProvided TypeProvided FAAmount
        1          1            151        2022-11-02   1            500
        2          3            143        2022-11-02   2            -
        """,
    )
    with run_report("hopwa", dataset, START, END) as run:
        assert row(run, "SERVED", "Households served") == [0, 0, 0, 1, 0]
        assert row(run, "SERVED", "Expenditures")[3] == 500
        assert row(run, "OUTCOMES", "Continued") == [0, 0, 0, 1, 0]
        assert row(run, "OUTCOMES", "Total") == [0, 0, 0, 1, 0]
        assert filled(run, "STRMU")["Expenditures for rental assistance, in dollars"] == 500
        assert filled(run, "SERVICES")["Case management"] == 1
        assert filled(run, "ACCESS")["Households in STRMU"] == 1


def test_services_of_any_member_count_the_household_once(report: Report) -> None:
    assert filled(report, "SERVICES") == {
        "Case management": 1,
        "Transportation": 1,
        "Households with more than one type": 1,
        "Households with any (each once)": 1,
    }


def test_access_to_care_counts_a_household_of_two_activities_once(report: Report) -> None:
    found = filled(report, "ACCESS")
    assert found["Total of housing subsidy assistance"] == 5
    assert found["Households with more than one type of housing subsidy assistance"] == 1
    assert found["Households with housing subsidy assistance (each once)"] == 4
    assert found["Had housing subsidy assistance and HOPWA-funded case management"] == 1


def test_what_an_hmis_does_not_hold_stays_empty_and_says_so(report: Report) -> None:
    empty = [
        report.answers[code].values[place.address]
        for code, answer in report.answers.items()
        for place in answer.table.places()
        if f"({NOT_HELD})" in place.row + place.column
    ]
    assert empty
    assert set(empty) == {None}
