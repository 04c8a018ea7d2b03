"""Steps: an area for what is there on each night, a line for what there is room for, each named at its end."""

from collections.abc import Sequence

from hearth.ui.charts.chart import Chart, Series
from hearth.ui.charts.marks import Mark, word
from hearth.ui.charts.plot import Plot, plot
from hearth.ui.charts.scale import round_numbers

# Two names at the ends of two lines are not nearer than this.
_APART = 15.0
# Steps narrower than this have a thin edge, so that a night does not cover the next.
_NARROW, _THIN, _THICK = 2.0, 1.0, 2.0


def steps(chart: Chart, width: float) -> tuple[float, Sequence[Mark]]:
    """Give the height of the drawing and its marks."""
    highest = max(value or 0 for series in chart.series for value in series.values)
    numbers = round_numbers(highest)
    field = plot(chart, width, numbers)
    marks = field.axes(numbers)
    area, limit = chart.of("area"), chart.of("line")
    low, high = chart.of("low"), chart.of("high")
    if area:
        down = f"M{field.left:.1f} {field.bottom:.1f}V{field.y(area.values[0]):.1f}"
        marks.append(_path("area", f"{down}{_along(field, area)}V{field.bottom:.1f}Z"))
    if low and high:
        marks.append(_path("band", f"{_start(field, high)}{_along(field, high)}{_back(field, low)}Z"))
    if area:
        edge = _THIN if field.step < _NARROW else _THICK
        marks.append(_path("edge", f"{_start(field, area)}{_along(field, area)}", edge))
    if limit:
        marks.append(_path("line", f"{_start(field, limit)}{_along(field, limit)}"))
    return field.height, [*marks, *_names(field, [one for one in (area, limit) if one])]


def _path(look: str, way: str, thickness: float | None = None) -> Mark:
    return Mark("path", look, {"d": way} if thickness is None else {"d": way, "stroke-width": thickness})


def _start(field: Plot, series: Series) -> str:
    return f"M{field.left:.1f} {field.y(series.values[0]):.1f}"


def _along(field: Plot, series: Series) -> str:
    """Go from step to step: along, and up or down where the number is another one."""
    way = []
    for place, (value, after) in enumerate(
        zip(series.values, [*series.values[1:], None], strict=True), start=1
    ):
        is_last = place == len(series.values)
        if is_last or value != after:
            way.append(f"H{field.x(place):.1f}" + ("" if is_last else f"V{field.y(after):.1f}"))
    return "".join(way)


def _back(field: Plot, series: Series) -> str:
    """Go back from the last step to the first."""
    return "".join(
        f"V{field.y(series.values[place]):.1f}H{field.x(place):.1f}"
        for place in range(len(series.values) - 1, -1, -1)
    )


def _names(field: Plot, series: Sequence[Series]) -> list[Mark]:
    """Name each series where it ends; two that end near each other are kept apart, and inside the field."""
    marks = []
    below = field.bottom
    for one in sorted(series, key=lambda one: one.values[-1] or 0):
        y = min(field.y(one.values[-1]), below)
        below = y - _APART
        marks.append(word(one.label, field.right + 6, y + 4, look="name"))
    return marks
