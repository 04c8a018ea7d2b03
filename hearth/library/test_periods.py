"""Periods that move with the days."""

from datetime import date

import pytest

from hearth.library.periods import days_of, period_of, periods


@pytest.mark.parametrize(
    ("period", "today", "days"),
    [
        ("last_federal_year", date(2026, 9, 30), (date(2024, 10, 1), date(2025, 9, 30))),
        ("last_federal_year", date(2026, 10, 1), (date(2025, 10, 1), date(2026, 9, 30))),
        ("last_federal_year", date(2027, 1, 1), (date(2025, 10, 1), date(2026, 9, 30))),
        ("federal_year_so_far", date(2026, 9, 30), (date(2025, 10, 1), date(2026, 9, 30))),
        ("federal_year_so_far", date(2026, 10, 1), (date(2026, 10, 1), date(2026, 10, 1))),
        ("month_so_far", date(2026, 9, 30), (date(2026, 9, 1), date(2026, 9, 30))),
        ("month_so_far", date(2026, 10, 1), (date(2026, 9, 1), date(2026, 9, 30))),
        ("month_so_far", date(2026, 10, 2), (date(2026, 10, 1), date(2026, 10, 2))),
        ("last_month", date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        ("last_month", date(2028, 3, 1), (date(2028, 2, 1), date(2028, 2, 29))),
        ("last_week", date(2026, 11, 29), (date(2026, 11, 16), date(2026, 11, 22))),
        ("last_week", date(2026, 11, 30), (date(2026, 11, 23), date(2026, 11, 29))),
        ("around_today", date(2026, 11, 28), (date(2026, 10, 29), date(2026, 12, 28))),
        ("last_calendar_year", date(2026, 1, 1), (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_period_moves_with_the_days(period: str, today: date, days: tuple[date, date]) -> None:
    assert days_of(period, today) == days


def test_days_that_are_a_period_today_are_known_as_it() -> None:
    today = date(2026, 11, 18)
    for period in periods():
        assert period_of(*days_of(period, today), today) == period
    assert period_of(date(2026, 11, 1), date(2026, 11, 17), today) == ""
