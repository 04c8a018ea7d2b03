"""Compare tables that stand in another layout in HUD's test kit of 2021: the lines that mean the same, by place.

A line of the older file may be several of ours or the other way round: their numbers are added up first. Lines of
which only one file knows, and tables whose question is another now, are not compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hearth.reports.report import Report
from tests.conformance.compare import Pair, lines_of, number_in

_Lines = dict[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which lines of ours are which lines of theirs, and which columns; columns that are not named are the same."""

    lines: _Lines
    columns: dict[str, str] = field(default_factory=dict)


def _shifted(first: int, last: int, by: int = 0) -> _Lines:
    return {(line,): (line + by,) for line in range(first, last + 1)}


_BANDS_TO_FIVE_YEARS = Layout(_shifted(2, 11) | {(12,): (13,)})
_TOTALS_OF_ISSUES = {"E": "B", "F": "C"}

LAYOUTS = {
    # The lines of race, ethnicity and gender are another question now, and with them the overall score.
    "Q6a": Layout(_shifted(2, 4)),
    "Q6b": Layout(_shifted(2, 6), _TOTALS_OF_ISSUES),
    "Q6c": Layout(_shifted(2, 5), _TOTALS_OF_ISSUES),
    "Q6d": Layout(_shifted(2, 4)),
    "Q6e": Layout(_shifted(3, 7, by=-1)),
    # 55-61 and 62+ are 55-64 and 65+ now.
    "Q11": Layout(_shifted(2, 8) | {(9, 10): (9, 10)} | _shifted(11, 13)),
    # It asked who was fleeing; it asks how long ago the violence was. The same people are asked.
    "Q14b": Layout({(8,): (6,)}),
    "Q22a1": _BANDS_TO_FIVE_YEARS,
    "Q22a2": Layout(_shifted(2, 14) | {(15,): (16,)}),
    # 61-180 days are two lines now.
    "Q22c": Layout(_shifted(2, 6) | {(7, 8): (7,)} | _shifted(9, 14, by=-1)),
    # Four lines of two years or more are one now.
    "Q22d": Layout(_shifted(2, 10) | {(11,): (11, 12, 13, 14), (12,): (16,)}),
    "Q22e": Layout(_shifted(2, 6) | {(7, 8): (7,)} | _shifted(9, 15, by=-1)),
    "Q27e": _BANDS_TO_FIVE_YEARS,
}


def regrouped(run: str, report: Report, code: str, path: Path) -> Iterator[Pair]:
    """Pair the cells of one file of the older layout with the sum of ours."""
    layout, sheet, rows = LAYOUTS[code], report.answers[code].sheet, lines_of(path)
    letters = {chr(ord("A") + number): number for number in range(1, len(sheet.header))}
    for ours, theirs in layout.lines.items():
        for letter, column in (layout.columns or dict(zip(letters, letters, strict=True))).items():
            mine = [sheet.lines[line - 2][letters[letter]] for line in ours]
            other = [
                rows[line - 1][letters[column]] for line in theirs if len(rows[line - 1]) > letters[column]
            ]
            sums = len(ours) > 1 or len(theirs) > 1
            yield Pair(
                run,
                code,
                f"{letter}{ours[0]}",
                str(sheet.lines[ours[0] - 2][0]),
                sheet.header[letters[letter]],
                sum(number_in(value) for value in mine) if sums else mine[0],
                str(sum(number_in(value) for value in other)) if sums else "".join(other),
            )
