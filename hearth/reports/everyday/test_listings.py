"""The everyday listings on small hand-made data: each sentence with its edges."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hearth.dataset import Dataset
from hearth.reports.asked import NoSuchProject
from hearth.reports.conftest import Given
from hearth.reports.everyday.listing import Listed, run_listing
from hearth.reports.everyday.listings import LISTINGS

START, END = date(2023, 1, 1), date(2023, 12, 31)


@pytest.fixture
def listed() -> Iterator[Any]:
    """Run a listing by its code over a data set; it is closed after the test."""
    running: list[Listed] = []

    def run(code: str, dataset: Dataset, start: date = START, end: date = END) -> Listed:
        running.append(run_listing(LISTINGS[code], dataset, start, end))
        return running[-1]

    yield run
    for one in running:
        one.close()


def stays(run: Listed, choice: str) -> list[str]:
    return [row["EnrollmentID"] for row in run.rows(choice)]


ROSTER = """
EnrollmentID PersonalID EntryDate  ExitDate   HouseholdID RelationshipToHoH
1            A          2022-06-01 2022-12-31 H1          1
2            A          2022-06-01 2023-01-01 H2          1
3            B          2023-12-31 -          H3          1
4            C          2024-01-01 -          H4          1
5            D          2023-03-01 2023-03-01 H5          1
6            E          2022-01-01 -          H6          2
7            F          2022-03-01 -          H6          1
8            A          2023-05-01 2024-02-01 H8          1
"""


def test_active_is_a_stay_with_a_day_in_the_range(given: Given, listed: Any) -> None:
    assert sorted(stays(listed("roster", given(Enrollment=ROSTER)), "active")) == [
        "2",
        "3",
        "5",
        "6",
        "7",
        "8",
    ]


def test_enrolled_is_a_stay_that_starts_in_the_range(given: Given, listed: Any) -> None:
    assert sorted(stays(listed("roster", given(Enrollment=ROSTER)), "enrolled")) == ["3", "5", "8"]


def test_exited_is_a_stay_that_ends_in_the_range(given: Given, listed: Any) -> None:
    assert sorted(stays(listed("roster", given(Enrollment=ROSTER)), "exited")) == ["2", "5"]


def test_the_household_with_the_longest_stay_comes_first_and_its_head_before_its_members(
    given: Given, listed: Any
) -> None:
    assert stays(listed("roster", given(Enrollment=ROSTER)), "active")[:3] == ["7", "6", "8"]


def test_days_run_to_the_exit_or_to_the_end_of_the_range(given: Given, listed: Any) -> None:
    days = {row["EnrollmentID"]: row["days"] for row in listed("roster", given(Enrollment=ROSTER)).rows()}
    assert days == {"2": 214, "3": 0, "5": 0, "6": 729, "7": 670, "8": 244}


def test_a_person_stands_once_for_each_stay_and_counts_once(given: Given, listed: Any) -> None:
    run = listed("roster", given(Enrollment=ROSTER))
    assert run.totals("active") == {
        "Stays": 6,
        "People": 5,
        "Households": 5,
        "Average days": pytest.approx((214 + 0 + 0 + 729 + 670 + 244) / 6),
    }


def test_the_age_at_the_end_is_that_of_the_last_day_that_is_reported_on(given: Given, listed: Any) -> None:
    dataset = given(
        Client="PersonalID DOB\n1 2000-02-01",
        Enrollment="EnrollmentID PersonalID EntryDate ExitDate\n1 1 2023-02-01 2024-06-01",
    )
    [row] = listed("roster", dataset).rows()
    assert (row["age_at_start"], row["age_at_end"]) == (23, 23)


def test_services_and_assessments_of_the_range_are_counted(given: Given, listed: Any) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\n1 2022-06-01",
        Services="""
        ServicesID EnrollmentID PersonalID DateProvided RecordType TypeProvided
        1          1            1          2022-12-31   141        1
        2          1            1          2023-01-01   141        1
        3          1            1          2023-12-31   141        2
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage
        1                1            2022-06-01      1
        2                1            2023-06-01      5
        """,
        Disabilities="""
        DisabilitiesID EnrollmentID InformationDate DataCollectionStage
        1              1            2023-06-01      5
        2              1            2023-07-01      2
        """,
    )
    [row] = listed("roster", dataset).rows()
    assert (row["services"], row["assessments"]) == (2, 2)


def test_a_listing_holds_no_name_and_no_birth_date(given: Given, listed: Any, tmp_path: Path) -> None:
    dataset = given(
        Client="PersonalID FirstName LastName DOB SSN\n1 Rosa Delgado 1985-03-07 123456789",
        Enrollment="EnrollmentID PersonalID EntryDate\n1 1 2023-02-01",
    )
    for code in LISTINGS:
        run = listed(code, dataset)
        run.save_universe(tmp_path / f"{code}.parquet")
        said = repr(run.rows()) + repr(run.cells_as_data())
        assert not any(word in said for word in ("Rosa", "Delgado", "1985", "123456789"))


def test_the_file_of_a_listing_says_codes_in_words(given: Given, listed: Any, tmp_path: Path) -> None:
    listed("roster", given(Enrollment="EnrollmentID EntryDate\n1 2023-02-01")).write(tmp_path / "deep")
    header, line = (tmp_path / "deep" / "roster.csv").read_text().splitlines()
    assert header.startswith('"PersonalID","EnrollmentID","Program","Relationship to head","Age at start"')
    assert '"Self (Head of Household)",43,43,"2023-02-01"' in line


def test_a_service_summary_counts_times_and_people_of_each_kind(given: Given, listed: Any) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\n1 2022-06-01\n2 2022-06-01",
        Services="""
        ServicesID EnrollmentID PersonalID DateProvided RecordType TypeProvided FAAmount
        1          1            1          2023-01-01   144        1            -
        2          1            1          2023-02-01   144        1            -
        3          2            2          2023-02-01   144        1            -
        4          2            2          2023-02-01   152        1            250.50
        5          2            2          2024-01-01   152        1            1000
        """,
    )
    run = listed("service_summary", dataset)
    counted = [(row["RecordType"], row["services"], row["people"], row["amount"]) for row in run.rows()]
    assert [tuple(map(float_or_none, one)) for one in counted] == [(144, 3, 2, None), (152, 1, 1, 250.5)]
    assert run.totals()["Amount"] == 250.5
    assert json.loads(json.dumps(run.cells_as_data()))["choices"][0]["totals"][1]["value"] == 250.5


def float_or_none(value: Any) -> float | None:
    return None if value is None else float(value)


def test_a_night_counts_from_the_start_and_before_the_exit(given: Given, listed: Any) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  ExitDate   HouseholdID RelationshipToHoH
        1            2022-06-01 2023-01-03 H1          1
        2            2023-01-02 2023-01-04 H1          2
        3            2023-01-03 2023-01-03 H3          1
        """,
        Inventory="""
        InventoryID ProjectID BedInventory InventoryStartDate InventoryEndDate
        1           P         3            2020-01-01         2023-01-02
        2           P         1            2023-01-03         -
        """,
    )
    rows = listed("housing_census", dataset, START, date(2023, 1, 5)).rows()
    assert [(row["people"], row["households"], row["beds"]) for row in rows] == [
        (1, 1, 3),
        (2, 1, 3),
        (1, 1, 1),
        (0, 0, 1),
        (0, 0, 1),
    ]
    assert [row["used"] for row in rows[:2]] == pytest.approx([1 / 3, 2 / 3])


def test_a_night_by_night_shelter_counts_its_bed_nights(given: Given, listed: Any) -> None:
    dataset = given(
        project_type=1,
        Enrollment="EnrollmentID EntryDate\n1 2022-06-01\n2 2022-06-01",
        Services="""
        ServicesID EnrollmentID PersonalID DateProvided RecordType TypeProvided
        1          1            1          2023-01-02   200        200
        2          1            1          2023-01-02   200        200
        3          2            2          2023-01-02   200        200
        4          2            2          2023-01-04   200        200
        """,
    )
    rows = listed("housing_census", dataset, START, date(2023, 1, 4)).rows()
    assert [row["people"] for row in rows] == [0, 2, 0, 1]


def test_who_was_housed_counts_from_the_move_in(given: Given, listed: Any) -> None:
    dataset = given(
        project_type=3,
        Enrollment="""
        EnrollmentID EntryDate  MoveInDate
        1            2022-06-01 2023-01-02
        2            2022-06-01 -
        """,
    )
    rows = listed("housing_census", dataset, START, date(2023, 1, 3)).rows()
    assert [row["people"] for row in rows] == [0, 1, 1]


def test_income_counts_as_changed_where_both_answers_are_whole(given: Given, listed: Any) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate\n1 2022-06-01\n2 2022-06-01\n3 2022-06-01\n4 2022-06-01",
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage IncomeFromAnySource TotalMonthlyIncome
        1                1            2022-06-01      1                   0                   -
        2                1            2023-06-01      5                   1                   900
        3                1            2024-01-01      3                   1                   5000
        4                2            2022-06-01      1                   1                   400
        5                2            2023-06-01      2                   0                   -
        6                3            2022-06-01      1                   99                  -
        7                3            2023-06-01      5                   1                   700
        """,
    )
    run = listed("income_change", dataset)
    changes = {row["EnrollmentID"]: float_or_none(row["change"]) for row in run.rows("all")}
    assert changes == {"1": 900, "2": -400, "3": None, "4": None}
    assert stays(run, "unknown") == ["3", "4"]


def test_an_annual_assessment_is_due_around_the_anniversary_of_the_heads_start_for_every_member(
    given: Given, listed: Any
) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  ExitDate   HouseholdID RelationshipToHoH
        1            2022-06-10 -          H1          1
        2            2022-09-01 -          H1          2
        3            2022-06-10 2023-06-10 H1          3
        4            2023-02-01 -          H4          1
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage
        1                1            2023-05-11      5
        2                2            2023-07-11      5
        """,
    )
    run = listed("annual_due", dataset)
    [head, member] = run.rows("all")
    assert (head["due_on"], head["opens"], head["closes"]) == (
        date(2023, 6, 10),
        date(2023, 5, 11),
        date(2023, 7, 10),
    )
    assert (head["made_on"], member["made_on"]) == (date(2023, 5, 11), None)
    assert stays(run, "open") == ["2"]
    assert run.totals("open") == {"Assessments": 1, "Made, of all that were due": 0.5}


def test_timeliness_counts_the_days_until_a_start_or_exit_was_entered(given: Given, listed: Any) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID EntryDate  DateCreated
        1            2023-01-10 2023-01-10
        2            2023-01-10 2023-01-13
        3            2023-01-10 2023-01-14
        4            2023-01-10 2023-01-21
        5            2022-01-10 2023-01-21
        """,
        Exit="ExitID EnrollmentID ExitDate DateCreated\n1 1 2023-02-01 2023-02-11",
    )
    rows = listed("timeliness", dataset).rows()
    counted = [
        (row["fact"], row["same_day"], row["within_3"], row["within_6"], row["within_10"], row["later"])
        for row in rows
    ]
    assert counted == [("Start", 1, 1, 1, 0, 1), ("Exit", 0, 0, 0, 1, 0)]


def test_an_empty_program_gives_an_empty_listing_with_its_totals(given: Given, listed: Any) -> None:
    for code in set(LISTINGS) - {"housing_census"}:
        run = listed(code, given())
        assert run.rows() == []
        assert all(
            not total["value"] for choice in run.cells_as_data()["choices"] for total in choice["totals"]
        )


def test_what_cannot_be_listed_is_refused_in_one_line(given: Given) -> None:
    with pytest.raises(ValueError, match="before it starts"):
        run_listing(LISTINGS["roster"], given(), END, START)
    with pytest.raises(NoSuchProject, match=r"^The data has no project X\.$"):
        run_listing(LISTINGS["roster"], given(), START, END, ["X"])
