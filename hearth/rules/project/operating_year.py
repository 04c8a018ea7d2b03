"""A grant runs in operating years: from its start date, or the anniversary of it, to the day before the next.

Source: HMIS Data Dictionary 2.06 (grant start and end dates); CoC APRs and CAPERs are about one operating year.
"""

from datetime import date, timedelta


def last_operating_year(start: date, end: date | None, today: date) -> tuple[date, date]:
    """Give the last operating year that is over; while the first still runs, that one.

    A grant that ends within an operating year ends it.
    """
    first, last = _year(start, end)
    while True:
        following = _year(last + timedelta(days=1), end)
        if following[1] >= today or (end is not None and following[0] > end):
            return first, last
        first, last = following


def _year(first: date, end: date | None) -> tuple[date, date]:
    """Give the operating year that begins on a day; that of 29 February begins on 1 March in a common year."""
    try:
        following = first.replace(year=first.year + 1)
    except ValueError:
        following = date(first.year + 1, 3, 1)
    last = following - timedelta(days=1)
    return first, last if end is None or end < first else min(last, end)
