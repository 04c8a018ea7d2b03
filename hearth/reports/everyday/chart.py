"""A chart of a listing: what is drawn of its rows, point by point, and the figures that are said of it.

The points are counted and kept with the run, as its totals are: a stored run keeps its chart as it was. They are sums
over the rows, so a chart shows who may read the run nothing that its totals do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

import duckdb

from hearth.reports.everyday.column import Total
from hearth.reports.table import text

# Numbers that hold for a time, as steps; what came and went, as columns up and down; kinds of one whole, as bars.
Kind = Literal["steps", "columns", "bars"]
Axis = Literal["day", "month", "year", "words"]
# What a series is: the filled area and the line above it, the lowest and highest of a step, up and down, or the bars.
Look = Literal["area", "line", "low", "high", "up", "down", "bar"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of numbers: its name in the SELECT, what it is called, how it is drawn."""

    name: str
    label: str
    look: Look


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a chart: a SELECT over `listed`, the first column along the axis, then each series.

    `words` say what a point is. `up_to` is the most days of a date range for which they are taken; None is any.
    """

    axis: Axis
    label: str
    words: str
    select: str
    series: Sequence[Series]
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `points` go from fine to coarse: a long date range has fewer, wider ones. `unit` is what is counted."""

    code: str
    kind: Kind
    title: str
    unit: str
    points: Sequence[Points]
    facts: Sequence[Total] = ()

    def as_data(self, connection: duckdb.DuckDBPyConnection, start: date, end: date) -> dict[str, Any]:
        """Count the points over `listed` and give the chart as plain data, to be stored with a run of these days."""
        days = (end - start).days + 1
        points = next(one for one in self.points if one.up_to is None or days <= one.up_to)
        values = []
        if self.facts:
            aggregates = ", ".join(fact.aggregate for fact in self.facts)
            values = list(connection.execute(f"select {aggregates} from listed").fetchone() or ())
        return {
            "code": self.code,
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "axis": points.axis,
            "label": points.label,
            "words": points.words,
            "series": [asdict(one) for one in points.series],
            "points": [
                [_plain(value) for value in row] for row in connection.execute(points.select).fetchall()
            ],
            "facts": [
                {"label": fact.label, "kind": fact.kind, "value": _plain(value)}
                for fact, value in zip(self.facts, values, strict=True)
            ],
        }


def banded(bands: Mapping[str, str]) -> str:
    """Give the SELECT of one number for each band: its label, and an aggregate over `listed`."""
    labels = ", ".join(text(label) for label in bands)
    return f"select unnest([{labels}]) as band, unnest([{', '.join(bands.values())}]) as number from listed"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
