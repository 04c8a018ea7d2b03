"""Pair cells of two layouts of a table: what is one cell in one may be several in the other, which are added up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hearth.reports.cells import Value
from hearth.reports.report import Answer
from tests.conformance.compare import REGROUPED, Pair, lines_of, number_in

Lines = dict[tuple[int, ...], tuple[int, ...]]
Cells = dict[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cells of `code`, a table of ours, are which cells of another program's file."""

    code: str
    cells: Cells


def one_to_one(first: int, last: int, by: int = 0) -> Lines:
    """Give lines that are one line in both, `by` further down in theirs."""
    return {(line,): (line + by,) for line in range(first, last + 1)}


def grid(lines: Lines, columns: Mapping[str, str] | str = "BCDEF") -> Cells:
    """Give the cells of some lines, ours and theirs, in the same columns or in those that are named: ours to theirs."""
    across = columns if isinstance(columns, Mapping) else dict(zip(columns, columns, strict=True))
    return {
        tuple(f"{mine}{line}" for line in ours): tuple(f"{other}{line}" for line in theirs)
        for ours, theirs in lines.items()
        for mine, other in across.items()
    }


def regrouped(run: str, answer: Answer, layout: Layout, path: Path) -> Iterator[Pair]:
    """Pair the cells of a file of another layout with ours, or the sums of them."""
    code, ours_lines, their_lines = answer.table.code, answer.sheet.lines, lines_of(path)
    for ours, theirs in layout.cells.items():
        mine = [_at(ours_lines, address, first=2) for address in ours]
        other = [str(_at(their_lines, address, first=1)) for address in theirs]
        if len(ours) > 1 or len(theirs) > 1:
            added, given = sum(map(number_in, mine)), str(sum(map(number_in, other)))
            yield Pair(run, code, ours[0], added, given, path.stem, REGROUPED)
        else:
            yield Pair(run, code, ours[0], mine[0], other[0], path.stem, REGROUPED)


def _at(lines: Sequence[Sequence[Value | str]], address: str, first: int) -> Value | str:
    """Give a cell by its address; a line may be short where only blanks follow. `first` is the number of lines[0]."""
    found = re.fullmatch(r"([A-Z])(\d+)", address)
    assert found
    line, column = lines[int(found[2]) - first], ord(found[1]) - ord("A")
    return line[column] if column < len(line) else ""
