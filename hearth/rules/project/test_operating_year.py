from datetime import date

import pytest

from hearth.rules.project.operating_year import (
    last_operating_year,
    operating_years,
    operating_years_begun,
    terms_of,
)

Day = tuple[int, int, int]


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
    assert last_operating_year([(start, end)], today) == year


def test_the_first_year_is_offered_while_it_runs() -> None:
    assert last_operating_year([(date(2026, 7, 1), None)], date(2026, 11, 28)) == (
        date(2026, 7, 1),
        date(2027, 6, 30),
    )


def test_a_grant_that_ends_within_a_year_ends_it() -> None:
    assert last_operating_year([(date(2024, 7, 1), date(2025, 12, 31))], date(2026, 11, 28)) == (
        date(2025, 7, 1),
        date(2025, 12, 31),
    )


def test_a_grant_that_ended_long_ago_gives_its_last_year() -> None:
    assert last_operating_year([(date(2020, 7, 1), date(2022, 6, 30))], date(2026, 11, 28)) == (
        date(2021, 7, 1),
        date(2022, 6, 30),
    )


def test_a_grant_from_29_february_begins_on_1_march_in_common_years() -> None:
    assert last_operating_year([(date(2024, 2, 29), None)], date(2026, 3, 5)) == (
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
    found = operating_years([(date(2024, 7, 1), end)], first, last)
    assert found == [(date(year, 7, 1), date(year + 1, 6, 30)) for year in years]


@pytest.mark.parametrize(
    ("recorded", "terms"),
    [
        # The same term at two programs; a program that came later; an end that was put off in a second record.
        ([((2024, 7, 1), (2026, 6, 30)), ((2024, 7, 1), (2026, 6, 30))], [((2024, 7, 1), (2026, 6, 30))]),
        ([((2024, 7, 1), None), ((2025, 1, 1), (2025, 6, 30))], [((2024, 7, 1), None)]),
        ([((2024, 7, 1), (2025, 6, 30)), ((2024, 7, 1), (2025, 12, 31))], [((2024, 7, 1), (2025, 12, 31))]),
        # Renewed under the same number: after a gap, and the next day.
        (
            [((2025, 9, 1), None), ((2023, 7, 1), (2024, 6, 30))],
            [((2023, 7, 1), (2024, 6, 30)), ((2025, 9, 1), None)],
        ),
        (
            [((2023, 7, 1), (2024, 12, 31)), ((2025, 1, 1), (2025, 12, 31))],
            [((2023, 7, 1), (2024, 12, 31)), ((2025, 1, 1), (2025, 12, 31))],
        ),
        # An end before the start is a slip of the pen: it ends no term of others.
        ([((2024, 7, 1), (2023, 6, 30)), ((2024, 7, 1), (2025, 6, 30))], [((2024, 7, 1), (2025, 6, 30))]),
    ],
)
def test_records_that_overlap_are_one_term_of_a_grant_and_others_begin_years_of_their_own(
    recorded: list[tuple[Day, Day | None]], terms: list[tuple[Day, Day | None]]
) -> None:
    def as_days(known: list[tuple[Day, Day | None]]) -> list[tuple[date, date | None]]:
        return [(date(*first), date(*last) if last else None) for first, last in known]

    assert terms_of(as_days(recorded)) == as_days(terms)


RENEWED = [(date(2023, 7, 1), date(2024, 12, 31)), (date(2025, 9, 1), None)]


def test_the_years_that_began_are_given_the_latest_first_term_by_term() -> None:
    assert operating_years_begun(RENEWED, date(2026, 11, 28)) == [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2025, 9, 1), date(2026, 8, 31)),
        (date(2024, 7, 1), date(2024, 12, 31)),
        (date(2023, 7, 1), date(2024, 6, 30)),
    ]
    assert operating_years_begun(RENEWED, date(2023, 6, 30)) == []


def test_while_the_first_year_of_a_new_term_runs_the_last_year_is_of_the_term_before() -> None:
    assert last_operating_year(RENEWED, date(2026, 3, 1)) == (date(2024, 7, 1), date(2024, 12, 31))
    assert last_operating_year(RENEWED, date(2026, 9, 1)) == (date(2025, 9, 1), date(2026, 8, 31))
    assert last_operating_year(RENEWED, date(2023, 1, 1)) == (date(2023, 7, 1), date(2024, 6, 30))
