"""The field in which steps and columns stand: its edges, its axes, and where a number or a day lies in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hearth.ui.charts.chart import Chart
from hearth.ui.charts.marks import Mark, line, word
from hearth.ui.charts.scale import ticks
from hearth.ui.templatetags.ui import count

# How wide a letter is on average, in the units of a drawing; a bold one of a name is wider.
LETTER, NAME_LETTER = 7.0, 8.8
_ABOVE, _BELOW, _GAP = 34.0, 36.0, 6.0
# Above this a drawing is as wide as a desk has it.
_DESK = 500


@dataclass(frozen=True, slots=True)
class Plot:
    """The field of a drawing. `low` and `high` are the numbers at its lower and upper edge."""

    chart: Chart
    width: float
    height: float
    left: float
    right: float
    low: float
    high: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return _ABOVE

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.height - _BELOW

    @property
    def step(self) -> float:
        """The width of a step."""
        return (self.right - self.left) / len(self.chart.days)

    def x(self, place: float) -> float:
        """Give where a step begins, the first being 0."""
        return self.left + place * self.step

    def y(self, number: float | None) -> float:
        """Give how high a number stands."""
        share = ((number or 0) - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    def axes(self, numbers: Sequence[int], middle: bool = False) -> list[Mark]:
        """Give the unit, a line at each round number with the number, and the names of steps below them."""
        marks = [word(self.chart.unit, 0, 12)]
        for number in numbers:
            look = "axis" if number == 0 else "grid"
            marks.append(line(look, self.left, self.y(number), self.right, self.y(number)))
            marks.append(word(count(abs(number)), self.left - _GAP, self.y(number) + 4, "end"))
        for tick in ticks(self.chart.days, self.chart.axis, self.right - self.left):
            x = self.x(tick.place + (0.5 if middle else 0))
            anchor = "middle" if middle else "start"
            marks.append(line("axis", x, self.bottom, x, self.bottom + 5))
            marks.append(word(tick.name, x, self.bottom + 18, anchor))
            if tick.year:
                marks.append(word(tick.year, x, self.bottom + 32, anchor))
        return marks


def plot(chart: Chart, width: float, numbers: Sequence[int]) -> Plot:
    """Give the field of a chart, with room for its numbers on the left and the names of its series on the right."""
    names = [one.label for one in chart.series if one.look not in ("low", "high")]
    left = max(len(count(abs(number))) for number in numbers) * LETTER + 2 * _GAP
    right = width - max(len(name) for name in names) * NAME_LETTER - 2 * _GAP
    height = 300.0 if width > _DESK else 240.0
    return Plot(chart, width, height, left, right, numbers[0], numbers[-1])
