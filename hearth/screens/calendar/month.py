"""A month as its page lays it out: whole weeks from Sunday, each day with what is due on it."""

from calendar import SUNDAY, Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hearth.screens.calendar.told import ToldItem

# So many things a day shows before it says how many more there are.
FIT = 3
_EARLIEST = 1900


@dataclass(frozen=True, slots=True)
class Month:
    """One month, by its first day."""

    first: date

    @property
    def last(self) -> date:
        return self.next - timedelta(days=1)

    @property
    def previous(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> date:
        """The first day of the month after."""
        return (self.first.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the page: what it shows, how many more there are, and whether it is of the month at all."""

    on: date
    is_of_month: bool
    is_today: bool
    items: Sequence[ToldItem]
    more: int


def month_of(day: date) -> Month:
    """Give the month that a day is in."""
    return Month(day.replace(day=1))


def month_named(key: str) -> Month:
    """Give the month of an address. Raises ValueError for what names none that a page can show."""
    first = date.fromisoformat(f"{key}-01")
    # Who turns 18 was born earlier; the months before and after have their buttons.
    if not _EARLIEST <= first.year < date.max.year:
        raise ValueError(key)
    return Month(first)


def days_of(month: Month, items: Sequence[ToldItem], today: date) -> list[Day]:
    """Give the days of the month's weeks, those of its neighbours without anything."""
    by_day: dict[date, list[ToldItem]] = {}
    for one in items:
        by_day.setdefault(one.on, []).append(one)
    found = []
    for on in Calendar(SUNDAY).itermonthdates(month.first.year, month.first.month):
        due, is_of_month = by_day.get(on, []), on.month == month.first.month
        # Of a neighbour's days nothing is known here: today is marked in its own month alone.
        found.append(Day(on, is_of_month, is_of_month and on == today, due[:FIT], len(due[FIT:])))
    return found
