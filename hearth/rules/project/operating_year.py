"""A grant runs in operating years: from its start date, or the anniversary of it, to the day before the next.

Source: HMIS Data Dictionary 2.06 (grant start and end dates); CoC APRs and CAPERs are about one operating year.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

Year = tuple[date, date]
# From when to when a grant is paid; None: no end is known.
Term = tuple[date, date | None]


def terms_of(recorded: Iterable[Term]) -> list[Term]:
    """Give the terms of a grant, the earliest first, out of what was recorded with each program that it pays for.

    Records that share a day are of one term: from its first day to the last one that any of them knows. A grant that
    was renewed under its number has a term for each time.
    """
    terms: list[Term] = []
    for start, end in sorted(recorded, key=lambda one: one[0]):
        if terms and _goes_on(terms[-1], start):
            first, last = terms.pop()
            terms.append((first, None if last is None or end is None else max(last, end)))
        else:
            terms.append((start, end))
    return terms


def last_operating_year(terms: Sequence[Term], today: date) -> Year:
    """Give the last operating year that is over; while the first still runs or is to come, that one.

    A grant that ends within an operating year ends it.
    """
    begun = operating_years_begun(terms, today)
    over = next((year for year in begun if year[1] < today), None)
    return over or next(_years(*terms[0]))


def operating_years_begun(terms: Sequence[Term], today: date) -> list[Year]:
    """Give the operating years of a grant that began until today, the latest first."""
    return operating_years(terms, date.min, today)[::-1]


def operating_years(terms: Sequence[Term], first: date, last: date) -> list[Year]:
    """Give the operating years of a grant that touch the days from first to last, the earliest first."""
    found = []
    for term in terms:
        for year in _years(*term):
            if year[0] > last:
                break
            if year[1] >= first:
                found.append(year)
    return found


def _goes_on(term: Term, day: date) -> bool:
    first, last = term
    return last is None or day <= max(first, last)


def _years(start: date, end: date | None) -> Iterator[Year]:
    """Give the operating years of a term; without an end they go on for ever."""
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
