"""Periods that move with the days: "last month" is another one in March than in April."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

Days = tuple[date, date]


def month_so_far(today: date) -> Days:
    """Give the days of this month up to today; on the first day, those of the month before."""
    return (today.replace(day=1), today) if today.day > 1 else last_month(today)


def last_month(today: date) -> Days:
    """Give the month before this one."""
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def last_week(today: date) -> Days:
    """Give the last week that is over, Monday to Sunday."""
    end = today - timedelta(days=today.isoweekday())
    return end - timedelta(days=6), end


def around_today(today: date) -> Days:
    """Give the days from 30 back to 30 ahead: in them lies each anniversary whose assessment may be made today."""
    return today - timedelta(days=30), today + timedelta(days=30)


def last_federal_year(today: date) -> Days:
    """Give the last federal fiscal year (October to September) that is over."""
    start = _federal_year_start(today)
    return start.replace(year=start.year - 1), start - timedelta(days=1)


def federal_year_so_far(today: date) -> Days:
    """Give the federal fiscal year up to today."""
    return _federal_year_start(today), today


def last_calendar_year(today: date) -> Days:
    """Give the calendar year before this one."""
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def _federal_year_start(today: date) -> date:
    return date(today.year if today.month >= 10 else today.year - 1, 10, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period: what it is called, and its first and last day as of a day."""

    label: str
    days: Callable[[date], Days]


# In the order in which they are offered.
_PERIODS = {
    "last_week": Period(gettext_noop("Last week"), last_week),
    "around_today": Period(gettext_noop("From 30 days back to 30 days ahead"), around_today),
    "month_so_far": Period(gettext_noop("This month so far"), month_so_far),
    "last_month": Period(gettext_noop("Last month"), last_month),
    "federal_year_so_far": Period(gettext_noop("Federal year so far"), federal_year_so_far),
    "last_federal_year": Period(gettext_noop("Last federal year"), last_federal_year),
    "last_calendar_year": Period(gettext_noop("Last calendar year"), last_calendar_year),
}


def periods() -> dict[str, str]:
    """Give the periods there are by their codes, with what they are called."""
    return {code: _(period.label) for code, period in _PERIODS.items()}


def days_of(period: str, today: date) -> Days:
    """Give the first and last day of a period as of a day. Raises KeyError."""
    return _PERIODS[period].days(today)


def reaches_ahead(period: str) -> bool:
    """Say whether a period has days that are still to come. Raises KeyError."""
    today = date(2000, 1, 1)
    return days_of(period, today)[1] > today


def period_of(start: date, end: date, today: date) -> str:
    """Give the period that these days are today; blank where they are none."""
    return next((code for code, one in _PERIODS.items() if one.days(today) == (start, end)), "")
