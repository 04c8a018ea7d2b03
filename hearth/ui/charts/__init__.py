"""Charts, drawn on the server as SVG: the same drawing on a page, on paper and in a PDF."""

from hearth.ui.charts.chart import Chart, Series
from hearth.ui.charts.draw import WIDE, draw

__all__ = ["WIDE", "Chart", "Series", "draw"]
