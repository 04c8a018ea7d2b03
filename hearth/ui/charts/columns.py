"""Columns: what came goes up, what went goes down, each half named at its end."""

from collections.abc import Sequence

from hearth.ui.charts.chart import Chart
from hearth.ui.charts.marks import Mark, rect, word
from hearth.ui.charts.plot import LETTER, Plot, plot
from hearth.ui.charts.scale import round_numbers
from hearth.ui.templatetags.ui import count

# How much of a step its column fills.
_FILL = 0.7


def columns(chart: Chart, width: float) -> tuple[float, Sequence[Mark]]:
    """Give the height of the drawing and its marks."""
    up, down = chart.of("up"), chart.of("down")
    highest = max((value or 0 for one in (up, down) if one for value in one.values), default=0)
    positive = round_numbers(highest, most=3)
    numbers = [-number for number in reversed(positive[1:])] + positive
    field = plot(chart, width, numbers)
    marks = field.axes(numbers, middle=True)
    for series, sign, look in ((up, 1, "up"), (down, -1, "down")):
        if series is None:
            continue
        marks += [
            mark
            for place, value in enumerate(series.values)
            if value
            for mark in _column(field, place, sign * value, look)
        ]
        middle = field.y(sign * numbers[-1] / 2)
        marks.append(word(series.label, field.right + 6, middle + 4, look="name"))
    return field.height, marks


def _column(field: Plot, place: int, value: float, look: str) -> list[Mark]:
    """Give a column, and its number at its end where there is room for it."""
    width = field.step * _FILL
    zero, end = field.y(0), field.y(value)
    marks = [
        rect(look, field.x(place) + (field.step - width) / 2, min(zero, end), width, max(abs(end - zero), 1))
    ]
    said = count(abs(value))
    if len(said) * LETTER <= field.step:
        y = end - 4 if value > 0 else end + 13
        marks.append(word(said, field.x(place + 0.5), y, "middle", look="number"))
    return marks
