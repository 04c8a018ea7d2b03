"""The breakdowns of a finished listing: lines of figures, each of which opens to the rows behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from hearth.reports.everyday.listing import label_of

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

# The line over all rows of a breakdown.
_WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its address, what it is of, and its figures, each with the choice of rows that it opens; "" for none."""

    address: str
    label: str
    figures: list[tuple[float | None, str]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A breakdown: what it is called, what a line is of, the label and kind of each figure, its lines."""

    code: str
    title: str
    words: str
    of: str
    figures: list[tuple[str, str]]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Narrow:
    """What narrows a choice to a line: the condition, and what the line is of."""

    where: str
    words: str


def breakdowns_of(run: "ReportRun") -> list[Broken]:
    """Give the breakdowns of a run that have a line, the one over all of their rows last."""
    return [_broken(one, one["of"]) for one in run.cells.get("breakdowns", []) if one["rows"]]


def narrowed_to(run: "ReportRun", address: str) -> Narrow:
    """Give what narrows a choice to the line of that address. Raises Http404."""
    for one in run.cells.get("breakdowns", []):
        for number, row in _rows(one):
            line = _line(one, number, row)
            if line.address == address:
                return Narrow(row["where"], f"{_(one['title'])}: {line.label}")
    raise Http404


def _broken(stored: Mapping[str, Any], of: Mapping[str, str]) -> Broken:
    return Broken(
        stored["code"],
        _(stored["title"]),
        _(stored["words"]),
        _(of["label"]),
        [(_(figure["label"]), figure["kind"]) for figure in stored["figures"]],
        [_line(stored, number, row) for number, row in _rows(stored)],
    )


def _rows(stored: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from ((str(place), row) for place, row in enumerate(stored["rows"]))
    yield _WHOLE, stored["whole"]


def _line(stored: Mapping[str, Any], number: str, row: Mapping[str, Any]) -> Line:
    label = _("All") if number == _WHOLE else label_of(stored, row) or _("Not recorded")
    figures = [
        (value, figure["choice"] if value is not None and (value or not figure["counts"]) else "")
        for figure, value in zip(stored["figures"], row["figures"], strict=True)
    ]
    return Line(f"{stored['code']}-{number}", label, figures)
