"""Answers that follow from other answers."""

from decimal import Decimal

import pytest

from hearth.hud.answers import (
    Disability,
    disabling_condition,
    implied_noes,
    income_sources,
    is_disabling,
    los_under_threshold,
    total_monthly_income,
)
from hearth.hud.standard import standard

HOSPITAL, FAMILY, RENTAL, STREET, UNKNOWN = 206, 335, 410, 116, 8
NIGHT, WEEK, MONTH, QUARTER, YEAR = 10, 11, 2, 3, 5


@pytest.mark.parametrize(
    ("situation", "length", "short"),
    [
        (HOSPITAL, NIGHT, 1),
        (HOSPITAL, QUARTER, 1),
        (HOSPITAL, 4, 0),
        (FAMILY, WEEK, 1),
        (FAMILY, MONTH, 0),
        (RENTAL, NIGHT, 1),
        (RENTAL, YEAR, 0),
        (STREET, NIGHT, None),
        (UNKNOWN, NIGHT, 1),
        (UNKNOWN, YEAR, 0),
        (HOSPITAL, 8, None),
        (HOSPITAL, None, None),
        (None, NIGHT, None),
    ],
)
def test_a_short_stay_is_90_days_in_an_institution_and_seven_nights_elsewhere(
    situation: int | None, length: int | None, short: int | None
) -> None:
    assert los_under_threshold(situation, length, project_type=13) == short


@pytest.mark.parametrize("project_type", [0, 1, 4, 8])
def test_shelter_safe_haven_and_outreach_do_not_ask_for_short_stays(project_type: int) -> None:
    assert los_under_threshold(HOSPITAL, NIGHT, project_type) is None


def test_every_known_length_is_under_or_over_each_threshold() -> None:
    lengths = {int(code) for code in standard().lists["3.917.2"].labels}
    assert lengths - {8, 9, 99} == set(standard().sets["known_length"])


def test_there_are_fifteen_income_sources_each_with_its_amount() -> None:
    sources = income_sources()
    assert len(sources) == 15
    assert sources["OtherIncomeSource"] == "OtherIncomeAmount"
    columns = standard().files["IncomeBenefits"].column
    assert all(columns[amount].type == "money" for amount in sources.values())


def test_income_is_the_sum_of_the_sources_that_are_there() -> None:
    row = {"IncomeFromAnySource": 1, "SSI": 1, "SSIAmount": "940.10", "ChildSupport": 1}
    assert total_monthly_income(row | {"ChildSupportAmount": Decimal("300.00")}) == Decimal("1240.10")
    assert total_monthly_income(row | {"ChildSupportAmount": 300, "EarnedAmount": 50}) == Decimal("1240.10")


def test_no_income_is_zero_and_an_answer_not_given_is_no_total() -> None:
    assert total_monthly_income({"IncomeFromAnySource": 0}) == 0
    for answer in (None, 8, 9, 99):
        assert total_monthly_income({"IncomeFromAnySource": answer, "SSI": 1, "SSIAmount": 10}) is None


def test_a_source_without_an_amount_leaves_the_total_open() -> None:
    row = {"IncomeFromAnySource": 1, "SSI": 1, "SSIAmount": 940, "Earned": 1, "EarnedAmount": None}
    assert total_monthly_income(row) is None
    assert total_monthly_income({"IncomeFromAnySource": 1}) is None


@pytest.mark.parametrize(
    ("row", "qualifies"),
    [
        (Disability(5, 1, 1), True),
        (Disability(5, 1, 0), False),
        (Disability(5, 1, None), False),
        (Disability(6, 1, None), True),
        (Disability(8, 1, None), True),
        (Disability(8, 8, 1), False),
        (Disability(9, 0, 1), False),
        (Disability(9, 2, 1), False),
        (Disability(10, 3, 1), True),
        (Disability(10, 2, 0), False),
    ],
)
def test_a_disability_qualifies_when_it_lasts_and_impairs_or_always_does(
    row: Disability, qualifies: bool
) -> None:
    assert is_disabling(row) is qualifies


def test_a_qualifying_disability_makes_the_disabling_condition_a_yes() -> None:
    for said in (None, 0, 8, 99):
        assert disabling_condition(said, [Disability(6, 1, None)]) == 1


def test_a_yes_that_the_client_gave_stands_without_a_disability() -> None:
    assert disabling_condition(1, [Disability(code, 0, None) for code in range(5, 11)]) == 1


def test_disabilities_that_do_not_qualify_never_make_a_no() -> None:
    assert disabling_condition(None, [Disability(5, 0, None)]) is None
    assert disabling_condition(99, [Disability(5, 0, None)]) == 99


def test_where_disabilities_are_not_collected_the_condition_is_only_asked() -> None:
    for said in (None, 0, 1, 99):
        assert disabling_condition(said, None) == said


def test_no_income_at_all_is_a_no_to_every_source() -> None:
    implied = implied_noes({"IncomeFromAnySource": 0})
    assert implied == dict.fromkeys(income_sources(), 0)


def test_naming_one_benefit_makes_the_others_a_no() -> None:
    implied = implied_noes({"BenefitsFromAnySource": 1, "SNAP": 1, "WIC": 99})
    assert set(implied) == {"TANFChildCare", "TANFTransportation", "OtherTANF", "OtherBenefitsSource"}


@pytest.mark.parametrize("answer", [None, 8, 9, 99, 1])
def test_nothing_is_implied_before_a_source_is_named(answer: int | None) -> None:
    assert implied_noes({"InsuranceFromAnySource": answer}) == {}


def test_ten_kinds_of_insurance_are_a_no_without_any() -> None:
    assert len(implied_noes({"InsuranceFromAnySource": 0})) == 10
