from datetime import date

import pytest

from hearth.rules.project.operating_year import last_operating_year, operating_years


@pytest.mark.parametrize(
    ("start", "end", "today", "year"),
    [
        (date(2024, 7, 1), None, date(2026, 11, 28), (date(2025, 7, 1), date(2026, 6, 30))),
        (date(2024, 7, 1), None, date(2026, 6, 30), (date(2024, 7, 1), date(2025, 6, 30))),
        (date(2024, 7, 1), None, date(2026, 7, 1), (date(2025, 7, 1), date(2026, 6, 30))),
    ],
)
def test_the_operating_year_is_the_last_that_is_over(
    start: date, end: date | None, today: date, year: tuple[date, date]
) -> None:
    assert last_operating_year(start, end, today) == year


def test_the_first_year_is_offered_while_it_runs() -> None:
    assert last_operating_year(date(2026, 7, 1), None, date(2026, 11, 28)) == (
        date(2026, 7, 1),
        date(2027, 6, 30),
    )


def test_a_grant_that_ends_within_a_year_ends_it() -> None:
    assert last_operating_year(date(2024, 7, 1), date(2025, 12, 31), date(2026, 11, 28)) == (
        date(2025, 7, 1),
        date(2025, 12, 31),
    )


def test_a_grant_that_ended_long_ago_gives_its_last_year() -> None:
    assert last_operating_year(date(2020, 7, 1), date(2022, 6, 30), date(2026, 11, 28)) == (
        date(2021, 7, 1),
        date(2022, 6, 30),
    )


def test_a_grant_from_29_february_begins_on_1_march_in_common_years() -> None:
    assert last_operating_year(date(2024, 2, 29), None, date(2026, 3, 5)) == (
        date(2025, 3, 1),
        date(2026, 2, 28),
    )


@pytest.mark.parametrize(
    ("end", "first", "last", "years"),
    [
        (None, date(2025, 10, 1), date(2026, 9, 30), [2025, 2026]),
        (None, date(2025, 7, 1), date(2026, 6, 30), [2025]),
        (None, date(2023, 1, 1), date(2024, 6, 30), []),
        (date(2026, 6, 30), date(2025, 10, 1), date(2026, 9, 30), [2025]),
    ],
)
def test_the_years_that_touch_some_days_are_given(
    end: date | None, first: date, last: date, years: list[int]
) -> None:
    found = operating_years(date(2024, 7, 1), end, first, last)
    assert found == [(date(year, 7, 1), date(year + 1, 6, 30)) for year in years]
