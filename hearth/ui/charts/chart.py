"""What a chart shows, in words and numbers. How it is drawn stands in draw.py, what holds it in cotton/chart.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

# Numbers that hold for a time, as steps; what came and went, as columns up and down; kinds of one whole, as bars.
Kind = Literal["steps", "columns", "bars"]
Axis = Literal["day", "month", "year", "words"]
# The filled area and the line above it, the lowest and highest of a step, up and down, or the bars.
Look = Literal["area", "line", "low", "high", "up", "down", "bar"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of numbers, as many as the chart has steps. No number is below zero; None is drawn as zero."""

    label: str
    look: Look
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its table; all its words come translated, and its table holds what is drawn.

    `code` names it on its page. `unit` says what is counted, `words` what a step is, `facts` the figures that say the
    most of it: a label and what it says. The steps are `days` (a month or year by its first) or, for bars, `labels`.
    `said` are the figures of bars as they are read beside them. `head` and `rows` are the table, words first.
    """

    code: str
    kind: Kind
    title: str
    unit: str
    words: str
    series: Sequence[Series]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    axis: Axis = "words"
    days: Sequence[date] = ()
    labels: Sequence[str] = ()
    said: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every number is nothing, so that there is no shape."""
        return not any(value for series in self.series for value in series.values)

    @property
    def is_short(self) -> bool:
        """Whether there is one step only, which figures tell better."""
        return self.kind != "bars" and len(self.days) < 2

    @property
    def is_drawn(self) -> bool:
        """Whether there is a shape to look at."""
        return not self.is_empty and not self.is_short

    @property
    def said_facts(self) -> str:
        """The facts as one line of text: what a drawing says to who cannot see it."""
        return " · ".join(f"{label}: {value}" for label, value in self.facts)

    def of(self, look: Look) -> Series | None:
        """Give the series that is drawn so."""
        return next((one for one in self.series if one.look == look), None)
