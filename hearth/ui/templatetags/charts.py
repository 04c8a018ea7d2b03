"""A chart as a drawing, for a desk and for a phone."""

from django import template
from django.utils.safestring import SafeString

from hearth.ui.charts.chart import Chart
from hearth.ui.charts.draw import NARROW, WIDE, draw

register = template.Library()


@register.filter
def drawn_wide(chart: Chart) -> SafeString:
    """The drawing for a desk and for paper."""
    return draw(chart, WIDE)


@register.filter
def drawn_narrow(chart: Chart) -> SafeString:
    """The drawing for a phone."""
    return draw(chart, NARROW)
