"""Invented charts for the component page: each kind, short and long, full, empty and without a bed."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sin

from django.utils.formats import date_format

from hearth.ui.charts import Chart, Series
from hearth.ui.templatetags.ui import count

_START = date(2025, 10, 1)
_NIGHT, _MONTH = "Each step is one night.", "Each step is the average night of a month."


def example_charts() -> list[Chart]:
    """Give the charts of the component page."""
    return [
        _nights("one-night", "One night", 1),
        _nights("month", "A month of nights", 31),
        _nights("year", "A year of nights", 366),
        _months("years", "Three years by month", 36),
        _nights("no-beds", "No beds on record", 31, beds=0),
        _nights("nobody", "Nobody stayed, no beds on record", 31, people=0, beds=0),
        _came_and_went(),
        _destinations(),
    ]


def _nights(code: str, title: str, nights: int, people: int = 34, beds: int = 40) -> Chart:
    days = [_START + timedelta(days=number) for number in range(nights)]
    stayed = [_wave(number, people) for number in range(nights)]
    beds_then = [beds if number < nights / 2 else beds * 1.2 for number in range(nights)]
    return _over_time(
        code, title, days, [Series("People", "area", stayed), Series("Beds", "line", beds_then)]
    )


def _months(code: str, title: str, months: int) -> Chart:
    days = [date(2023 + number // 12, number % 12 + 1, 1) for number in range(months)]
    people = [_wave(number * 30, 1300) for number in range(months)]
    series = [
        Series("People", "area", people),
        Series("Fewest people", "low", [value * 0.9 for value in people]),
        Series("Most people", "high", [value * 1.08 for value in people]),
        Series("Beds", "line", [1400] * months),
    ]
    return _over_time(code, title, days, series, is_by_month=True)


def _over_time(
    code: str, title: str, days: Sequence[date], series: Sequence[Series], is_by_month: bool = False
) -> Chart:
    return Chart(
        code=code,
        kind="steps",
        title=title,
        unit="People and beds on a night",
        words=_MONTH if is_by_month else _NIGHT,
        series=series,
        head=["Month" if is_by_month else "Night", *(one.label for one in series)],
        rows=_rows([date_format(day, "M Y" if is_by_month else "j M Y") for day in days], series),
        axis="month" if is_by_month else "day",
        days=days,
        facts=[("Most people on a night", count(max(round(value or 0) for value in series[0].values)))],
    )


def _came_and_went() -> Chart:
    days = [date(2025 + (number + 9) // 12, (number + 9) % 12 + 1, 1) for number in range(12)]
    series = [
        Series("Started", "up", [_wave(number * 40, 9) for number in range(12)]),
        Series("Ended", "down", [_wave(number * 40 + 200, 7) for number in range(12)]),
    ]
    return Chart(
        code="came-and-went",
        kind="columns",
        title="Stays that started and ended",
        unit="Stays",
        words="Each column is a month.",
        series=series,
        head=["Month", "Started", "Ended"],
        rows=_rows([date_format(day, "M Y") for day in days], series),
        axis="month",
        days=days,
    )


def _destinations() -> Chart:
    labels = [
        "Permanent housing",
        "Temporary, with family, friends or in a program of another agency",
        "Unknown",
    ]
    series = [Series("People", "bar", [48, 21, 0])]
    return Chart(
        code="destinations",
        kind="bars",
        title="Where people went",
        unit="People who left",
        words="Each person by the last exit.",
        series=series,
        head=["Destination", "People"],
        rows=_rows(labels, series),
        labels=labels,
        said=["48 (69.6 %)", "21 (30.4 %)", "0 (0 %)"],
    )


def _wave(number: int, middle: int) -> int:
    """A number that goes up and down around a middle, the same on every visit."""
    return round(middle * (1 + 0.25 * sin(number / 40) + 0.06 * sin(number * 1.7)))


def _rows(labels: Sequence[str], series: Sequence[Series]) -> list[list[str]]:
    return [
        [label, *(count(round(one.values[number] or 0)) for one in series)]
        for number, label in enumerate(labels)
    ]
