"""What is typed at the profile: numbers that exist, dates that are possible, qualities that say what is there."""

from datetime import date
from typing import Any

import pytest

from hearth.rules.client import birth_date_is_possible, quality_follows, ssn_is_possible

TODAY = date(2026, 3, 2)
REFUSED = {"name_data_quality": 9, "ssn_data_quality": 9, "dob_data_quality": 9}


@pytest.mark.parametrize(
    ("ssn", "is_possible"),
    [
        ("123456780", True),
        ("219099999", True),
        ("000456789", False),
        ("666456789", False),
        ("900456789", False),
        ("123006789", False),
        ("123450000", False),
        ("777777777", False),
        ("123456789", False),
        ("987654321", False),
        ("xxxxx0000", True),
        (None, True),
    ],
)
def test_a_whole_number_is_one_that_was_ever_issued(ssn: str | None, is_possible: bool) -> None:
    assert (ssn_is_possible.broken(ssn) == []) is is_possible


@pytest.mark.parametrize(
    ("born", "is_possible"),
    [
        (TODAY, True),
        (date(2026, 3, 3), False),
        (date(1901, 3, 2), True),
        (date(1900, 1, 1), False),
        (None, True),
    ],
)
def test_nobody_is_born_after_today_or_longer_ago_than_anybody_has_lived(
    born: date | None, is_possible: bool
) -> None:
    assert (birth_date_is_possible.broken(born, TODAY) == []) is is_possible


@pytest.mark.parametrize(
    ("ssn", "said", "kept"),
    [
        ("219099999", None, ("219099999", 1)),
        ("219099999", 2, ("219099999", 2)),
        ("xxxxx9999", None, ("xxxxx9999", 2)),
        ("xxxxx9999", 1, ("xxxxx9999", 2)),
        ("xxxxxxxxx", None, (None, 8)),
        ("xxxxxxxxx", 9, (None, 9)),
        ("xxxxxxxxx", 1, (None, 8)),
        (None, 99, (None, 99)),
        (None, None, (None, None)),
    ],
)
def test_the_quality_of_a_number_follows_the_digits(ssn: str | None, said: int | None, kept: Any) -> None:
    assert quality_follows.ssn_and_quality(ssn, said) == kept


@pytest.mark.parametrize(
    ("first", "last", "said", "kept"),
    [
        ("Ann", "Lee", None, 1),
        ("Ann", None, None, 2),
        ("“Bear”", "Lee", None, 2),
        ("Ann", "Lee", 2, 2),
        (None, None, None, None),
    ],
)
def test_the_quality_of_a_name_follows_its_parts(
    first: str | None, last: str | None, said: int | None, kept: int | None
) -> None:
    assert quality_follows.name_quality(first, last, said) == kept


@pytest.mark.parametrize(
    ("answers", "columns"),
    [
        ({**REFUSED}, set()),
        ({**REFUSED, "first_name": "Ann"}, {"name_data_quality"}),
        ({**REFUSED, "ssn": "219099999"}, {"ssn_data_quality"}),
        ({**REFUSED, "dob": TODAY}, {"dob_data_quality"}),
        (
            {"name_data_quality": 1, "ssn_data_quality": 1, "dob_data_quality": 2},
            {"first_name", "ssn", "dob"},
        ),
        ({"first_name": "Ann", "name_data_quality": 2}, set()),
        ({}, {"first_name"}),
    ],
)
def test_an_answer_and_its_quality_do_not_contradict_each_other(
    answers: dict[str, Any], columns: set[str]
) -> None:
    assert set(quality_follows.broken(answers)) == columns
