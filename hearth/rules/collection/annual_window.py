"""The annual assessment is due from 30 days before to 30 days after each anniversary of the head's start.

HUD: 5.03 Data Collection Stage 5; PRODUCT.md J1: true days, not the month, for every member on the head's date. The
check over a data set is annual_is_near_anniversary.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_AROUND = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one annual assessment counts."""

    anniversary: date

    @property
    def opens(self) -> date:
        return self.anniversary - DAYS_AROUND

    @property
    def closes(self) -> date:
        return self.anniversary + DAYS_AROUND

    def holds(self, day: date) -> bool:
        """Say whether an assessment of this day is within the window, its ends included."""
        return self.opens <= day <= self.closes


def anniversary(head_start: date, years: int) -> date:
    """Give the anniversary of a start; of a 29 February it is 28 February in other years, as in the check's SQL."""
    try:
        return head_start.replace(year=head_start.year + years)
    except ValueError:
        return date(head_start.year + years, 2, 28)


def window_around(head_start: date, on: date) -> Window:
    """Give the window whose anniversary is nearest to a day: never the start itself, which is the intake."""
    years = max(on.year - head_start.year, 1)
    nearby = [anniversary(head_start, count) for count in (years - 1, years, years + 1) if count > 0]
    return Window(min(nearby, key=lambda day: (abs(day - on), day)))


def due(
    head_start: date, today: date, assessed_on: Iterable[date], until: date | None = None
) -> Window | None:
    """Give the window that is open or was missed last and has no assessment yet; None when nothing is due.

    One that was held late is done all the same: nothing is left to be asked, and no day to be made up for it.
    `until` is the day of the exit: a window that opens after it never comes, one that opened before it stays due as
    long as the person was there at the anniversary.
    """
    days = list(assessed_on)
    count = today.year - head_start.year + 1
    for years in range(count, 0, -1):
        window = Window(anniversary(head_start, years))
        if window.opens > today or (until is not None and window.anniversary > until):
            continue
        return None if any(day >= window.opens for day in days) else window
    return None
