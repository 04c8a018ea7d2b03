"""A breakdown of a listing: its rows by what they are of, one line of figures for each.

The figures are counted and kept with the run, as its totals are. Each belongs to a choice of the listing, whose
condition it counts by, and each line has the condition of its rows: the two together open what is behind the figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb

from hearth.reports.everyday.column import Column, Kind
from hearth.reports.table import filled, text

_ROWS = "count(*) {only}"


class Narrows(Protocol):
    """What picks some of the rows of a listing."""

    @property
    def where(self) -> str:
        """The condition over the columns."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over the rows of a choice: an aggregate of DuckDB in which `{only}` stands where it is narrowed."""

    label: str
    choice: str
    aggregate: str = _ROWS
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of which `where` is true by the column `by`, which `of` says in words; lines stand in the `order`."""

    code: str
    title: str
    words: str
    by: str
    of: Column
    figures: Sequence[Figure]
    where: str = "true"
    order: str = "value"

    def as_data(
        self, connection: duckdb.DuckDBPyConnection, choices: Mapping[str, Narrows]
    ) -> dict[str, Any]:
        """Count the lines over `listed` and give the breakdown as plain data, to be stored with a run."""
        counted = ", ".join(
            filled(figure.aggregate, {"only": f"filter (where {choices[figure.choice].where})"})
            for figure in self.figures
        )
        among = f"from listed where {self.where}"
        lines = connection.execute(
            f"select {self.by} as value, any_value({self.of.name}), {counted} {among} "
            f"group by value order by {self.order}"
        ).fetchall()
        whole = connection.execute(f"select {counted} {among}").fetchone() or ()
        return {
            "code": self.code,
            "title": self.title,
            "words": self.words,
            "of": self.of.as_data(),
            "figures": [
                {
                    "label": figure.label,
                    "kind": figure.kind,
                    "choice": figure.choice,
                    "counts": figure.aggregate == _ROWS,
                }
                for figure in self.figures
            ],
            "rows": [
                {
                    "label": label,
                    "where": f"({self.where}) and {self.by} is not distinct from {_literal(value)}",
                    "figures": figures,
                }
                for value, label, *figures in lines
            ],
            "whole": {"label": None, "where": self.where, "figures": list(whole)},
        }


def _literal(value: str | int | None) -> str:
    if value is None:
        return "null"
    return text(value) if isinstance(value, str) else str(int(value))
