"""Bars: kinds of one whole, one below the other, each with its name and its figure."""

from collections.abc import Sequence
from textwrap import wrap

from hearth.ui.charts.chart import Chart
from hearth.ui.charts.marks import Mark, line, rect, word
from hearth.ui.charts.plot import LETTER, NAME_LETTER

_TOP, _LINE, _BAR, _GAP = 24.0, 16.0, 16.0, 10.0
# The widest column of names, and the width from which names stand beside their bars and not above them.
_NAMES, _BESIDE = 260.0, 500.0


def bars(chart: Chart, width: float) -> tuple[float, Sequence[Mark]]:
    """Give the height of the drawing and its marks."""
    is_beside = width >= _BESIDE
    longest = max(len(label) for label in chart.labels) * LETTER
    left = min(_NAMES, longest) + _GAP if is_beside else 0.0
    letters = int((left - _GAP if is_beside else width) / LETTER)
    room = width - left - max(len(said) for said in chart.said) * NAME_LETTER - _GAP
    values = [value or 0 for value in chart.series[0].values]
    highest = max(values)
    marks = [word(chart.unit, 0, 12)]
    y = _TOP
    for label, value, said in zip(chart.labels, values, chart.said, strict=True):
        lines = wrap(label, letters)
        top = y if is_beside else y + len(lines) * _LINE
        for number, words in enumerate(lines):
            x, anchor = (left - _GAP, "end") if is_beside else (0.0, "start")
            marks.append(word(words, x, y + 12 + number * _LINE, anchor))
        length = room * value / highest
        marks.append(line("axis", left, top - 2, left, top + _BAR + 2))
        if value:
            marks.append(rect("bar", left, top, max(length, 1), _BAR))
        marks.append(word(said, left + length + 6, top + 12, look="name"))
        y = max(top + _BAR, y + len(lines) * _LINE) + _GAP
    return y, marks
