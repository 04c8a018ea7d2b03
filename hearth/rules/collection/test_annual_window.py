"""The annual assessment: due around each anniversary of the head's start, in true days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.rules.collection.annual_window import DAYS_AROUND, due, window_around

START = date(2024, 3, 12)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2025, 2, 9), None),
        (date(2025, 2, 10), date(2025, 2, 10)),
        (date(2025, 4, 11), date(2025, 2, 10)),
        # Missed, and still to be done: it is shown as late until the next window opens.
        (date(2025, 9, 1), date(2025, 2, 10)),
        (date(2026, 2, 10), date(2026, 2, 10)),
    ],
)
def test_it_is_due_from_thirty_days_before_the_anniversary(today: date, opens: date | None) -> None:
    window = due(START, today, [])
    assert (window.opens if window else None) == opens


def test_an_assessment_since_the_window_opened_is_the_one_that_was_due_even_if_it_came_late() -> None:
    assert due(START, date(2025, 3, 20), [date(2025, 4, 11)]) is None
    assert due(START, date(2025, 5, 20), [date(2025, 4, 12)]) is None
    assert due(START, date(2025, 5, 20), [date(2025, 2, 9)]) is not None
    assert due(START, date(2026, 2, 10), [date(2025, 4, 12)]) is not None


def test_nothing_is_due_of_an_anniversary_after_the_exit() -> None:
    assert due(START, date(2025, 3, 20), [], until=date(2025, 3, 11)) is None
    assert due(START, date(2025, 3, 20), [], until=date(2025, 3, 12)) is not None


def test_a_start_on_a_leap_day_has_its_anniversary_on_28_february() -> None:
    assert window_around(date(2024, 2, 29), date(2025, 3, 1)).anniversary == date(2025, 2, 28)
    assert window_around(date(2024, 2, 29), date(2028, 3, 1)).anniversary == date(2028, 2, 29)


@given(DAYS, DAYS)
def test_the_nearest_window_is_never_more_than_half_a_year_away(start: date, on: date) -> None:
    window = window_around(start, on)
    assert window.anniversary > start
    if on > start + timedelta(days=365):
        assert abs(window.anniversary - on) <= timedelta(days=184)


@given(DAYS, DAYS)
def test_what_is_due_is_not_due_any_more_once_it_was_done_in_its_window(start: date, today: date) -> None:
    window = due(start, today, [])
    if window is not None:
        assert window.opens <= today
        done = min(today, window.closes)
        assert due(start, today, [max(done, window.opens)]) is None
        assert due(start, today, [window.opens - timedelta(days=1)]) == window
        assert window.closes - window.opens == 2 * DAYS_AROUND
