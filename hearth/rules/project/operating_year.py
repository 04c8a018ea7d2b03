"""A grant runs in operating years: from its start date, or the anniversary of it, to the day before the next.

Source: HMIS Data Dictionary 2.06 (grant start and end dates); CoC APRs and CAPERs are about one operating year.
"""

from collections.abc import Iterator
from datetime import date, timedelta

Year = tuple[date, date]


def last_operating_year(start: date, end: date | None, today: date) -> Year:
    """Give the last operating year that is over; while the first still runs, that one.

    A grant that ends within an operating year ends it.
    """
    years = _years(start, end)
    found = next(years)
    for year in years:
        if year[1] >= today:
            break
        found = year
    return found


def operating_years(start: date, end: date | None, first: date, last: date) -> list[Year]:
    """Give the operating years of a grant that touch the days from first to last, the earliest first."""
    found = []
    for year in _years(start, end):
        if year[0] > last:
            break
        if year[1] >= first:
            found.append(year)
    return found


def _years(start: date, end: date | None) -> Iterator[Year]:
    """Give the operating years of a grant; without an end they go on for ever."""
    year = _year(start, end)
    yield year
    while end is None or year[1] < end:
        year = _year(year[1] + timedelta(days=1), end)
        yield year


def _year(first: date, end: date | None) -> Year:
    """Give the operating year that begins on a day; that of 29 February begins on 1 March in a common year."""
    try:
        following = first.replace(year=first.year + 1)
    except ValueError:
        following = date(first.year + 1, 3, 1)
    last = following - timedelta(days=1)
    return first, last if end is None or end < first else min(last, end)
