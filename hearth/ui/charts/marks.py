"""The marks of a drawing, and the drawing as SVG.

Each mark has a look: a class, which the sheet colours by its tokens in light and dark, and for a PDF, which knows no
sheet, the same on white paper as attributes. An attribute yields to a sheet, so one drawing serves both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_INK, _SOFT, _LINE, _BLUE = "#1f2326", "#565b5f", "#dcd8d1", "#0f5c78"
_FONT = {"font-family": "Libertinus Serif, serif"}
_ON_PAPER: dict[str, dict[str, str]] = {
    "grid": {"stroke": _LINE},
    "axis": {"stroke": _SOFT},
    "area": {"fill": _BLUE, "fill-opacity": "0.15"},
    "edge": {"fill": "none", "stroke": _BLUE, "stroke-width": "2"},
    "band": {"fill": _BLUE, "fill-opacity": "0.25", "stroke": _BLUE, "stroke-width": "0.75"},
    "line": {"fill": "none", "stroke": _INK, "stroke-width": "2.5"},
    "up": {"fill": _BLUE},
    "down": {"fill": _BLUE, "fill-opacity": "0.25", "stroke": _BLUE},
    "bar": {"fill": _BLUE},
    "word": {"fill": _SOFT, "font-size": "12", **_FONT},
    "number": {
        "fill": _INK,
        "font-size": "12",
        "stroke": "#ffffff",
        "stroke-width": "3",
        "paint-order": "stroke",
        **_FONT,
    },
    "name": {"fill": _INK, "font-size": "13", "font-weight": "bold", **_FONT},
}

Value = str | float


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape of SVG (`path`, `line`, `rect`, `text`), how it looks, its attributes, and the words of a text."""

    shape: str
    look: str
    attributes: dict[str, Value]
    words: str = ""


def line(look: str, x1: float, y1: float, x2: float, y2: float) -> Mark:
    """Give a straight line."""
    return Mark("line", look, {"x1": x1, "y1": y1, "x2": x2, "y2": y2})


def rect(look: str, x: float, y: float, width: float, height: float) -> Mark:
    """Give a rectangle."""
    return Mark("rect", look, {"x": x, "y": y, "width": width, "height": height})


def word(words: str, x: float, y: float, anchor: str = "start", look: str = "word") -> Mark:
    """Give words on one line, which start, end or stand in the middle at x."""
    return Mark("text", look, {"x": x, "y": y, "text-anchor": anchor}, words)


def svg(width: float, height: float, marks: Sequence[Mark]) -> SafeString:
    """Give the drawing. It is hidden from screen readers, to whom the words and the table around it speak."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        _told(width),
        _told(height),
        format_html_join(
            "",
            '<{} class="chart-{}"{}>{}</{}>',
            ((mark.shape, mark.look, _attributes(mark), mark.words, mark.shape) for mark in marks),
        ),
    )


def _attributes(mark: Mark) -> SafeString:
    return format_html_join(
        "",
        ' {}="{}"',
        ((name, _told(value)) for name, value in {**_ON_PAPER[mark.look], **mark.attributes}.items()),
    )


def _told(value: Value) -> str:
    """Say a length with one decimal at most, whatever the language."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
