"""Glossary, "Annual Assessment" and "Determining Total and Earned Income": which record counts, and what it says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hearth.reports.conftest import Given
from hearth.reports.universe.boxes import BENEFITS, INCOME, INSURANCE, ticked
from hearth.reports.universe.conftest import Look

ANNUAL = "select EnrollmentID, is_required, first_day, last_day from annual where scope = 'report' order by 1"


def test_an_anniversary_counts_years_as_ages_from_the_first_member(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate
        first        H           1                 2021-06-01 2022-11-01
        later_head   H           1                 2022-03-01 -
        joined_late  H           2                 2023-06-02 -
        leap         L           1                 2020-02-29 -
        new          N           1                 2022-10-02 -
        near_the_end E           1                 2021-09-20 -
        left         X           1                 2020-01-01 2023-01-01
        """
    )
    found = {row[0]: row[1:] for row in look(dataset, "annual", ANNUAL)}
    assert found["later_head"] == (True, date(2023, 5, 2), date(2023, 7, 1))
    assert found["joined_late"][0] is False
    assert found["leap"] == (True, date(2023, 1, 29), date(2023, 3, 30))
    assert found["new"][0] is False
    assert found["near_the_end"] == (True, date(2023, 8, 21), date(2023, 9, 30))
    assert found["left"][0] is False


def test_records_count_on_their_dates_only(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="EnrollmentID EntryDate ExitDate\nE 2021-06-01 -\nL 2022-12-01 2023-02-01",
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage
        start            E            2021-06-01      1
        off_start        E            2021-06-02      1
        too_early        E            2023-05-01      5
        earlier          E            2023-05-02      5
        annual           E            2023-06-30      5
        off_exit         L            2023-02-02      3
        """,
    )
    query = "select point, IncomeBenefitsID from income_record order by 1"
    assert look(dataset, "income_record", query) == [("annual", "annual"), ("start", "start")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("1 500 1 200", (Decimal(500), Decimal(200), Decimal(300), "known")),
        ("1 - 1 200", (Decimal(200), Decimal(200), Decimal(0), "known")),
        ("1 500 1 -", (Decimal(500), Decimal(0), Decimal(500), "known")),
        ("1 100 1 200", (Decimal(100), Decimal(200), Decimal(0), "known")),
        ("0 - - -", (Decimal(0), Decimal(0), Decimal(0), "known")),
        ("1 0 - -", (Decimal(0), Decimal(0), Decimal(0), "known")),
        ("- 0 - -", (Decimal(0), Decimal(0), Decimal(0), "known")),
        ("8 - - -", (None, Decimal(0), None, "not told")),
        ("8 0 - -", (None, Decimal(0), None, "not told")),
        ("1 - - -", (None, Decimal(0), None, "missing")),
        ("99 - - -", (None, Decimal(0), None, "missing")),
    ],
)
def test_total_and_earned_income(given: Given, look: Look, answers: str, expected: tuple[Any, ...]) -> None:
    names = "IncomeFromAnySource TotalMonthlyIncome Earned EarnedAmount"
    dataset = given(
        Enrollment="EnrollmentID EntryDate\nE 2022-12-01",
        IncomeBenefits=f"IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage {names}\n"
        f"1 E 2022-12-01 1 {answers}",
    )
    query = "select start_total, start_earned, start_other, start_income from income"
    assert look(dataset, "income", query) == [expected]


@pytest.mark.parametrize(
    ("number", "boxes"),
    [("sources", INCOME), ("benefits", BENEFITS), ("insurances", INSURANCE)],
)
def test_a_box_that_is_ticked_is_that_box_and_no_other(
    given: Given, look: Look, number: str, boxes: tuple[str, ...]
) -> None:
    for column in boxes:
        dataset = given(
            Enrollment="EnrollmentID EntryDate\nE 2022-12-01",
            IncomeBenefits=f"IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage {column}\n"
            "1 E 2022-12-01 1 1",
        )
        asked = ", ".join(ticked(number, boxes, box) for box in boxes)
        (found,) = look(dataset, "income_record", f"select {asked} from income_record")
        assert [box for box, yes in zip(boxes, found, strict=True) if yes] == [column]


def test_benefits_at_the_annual_assessment_follow_the_head(given: Given, look: Look) -> None:
    dataset = given(
        Enrollment="""
        EnrollmentID HouseholdID RelationshipToHoH EntryDate  ExitDate
        head         H           1                 2021-06-01 -
        partner      H           3                 2023-07-01 -
        lone_head    K           1                 2021-06-01 -
        assessed     K           3                 2021-06-01 -
        with_head    M           3                 2022-12-01 2023-02-01
        leaving_head M           1                 2022-12-01 2023-02-01
        before_head  M           3                 2022-12-01 2023-01-01
        """,
        IncomeBenefits="""
        IncomeBenefitsID EnrollmentID InformationDate DataCollectionStage SNAP
        1                head         2023-06-01      5                   1
        2                partner      2023-07-01      1                   1
        3                assessed     2023-06-01      5                   1
        4                with_head    2023-02-01      3                   1
        5                before_head  2023-01-01      3                   1
        """,
    )
    query = (
        "select EnrollmentID, annual_benefits, exit_benefits from benefit "
        "where annual_benefits is not null or exit_benefits is not null order by 1"
    )
    assert look(dataset, "benefit", query) == [
        ("assessed", 1, None),
        ("head", 1, None),
        ("partner", 1, None),
        ("with_head", None, 1),
    ]
