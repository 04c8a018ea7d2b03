"""Draw a chart at a width: wide for a desk and paper, narrow for a phone, where words keep their size."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from hearth.ui.charts.bars import bars
from hearth.ui.charts.chart import Chart
from hearth.ui.charts.columns import columns
from hearth.ui.charts.marks import Mark, svg
from hearth.ui.charts.steps import steps

# In the units of a drawing, in which a word is 12 high.
WIDE, NARROW = 720, 300

_KINDS: dict[str, Callable[[Chart, float], tuple[float, Sequence[Mark]]]] = {
    "steps": steps,
    "columns": columns,
    "bars": bars,
}


def draw(chart: Chart, width: float) -> SafeString:
    """Give a chart that is drawn as SVG, `width` units wide."""
    height, marks = _KINDS[chart.kind](chart, width)
    return svg(width, height, marks)
