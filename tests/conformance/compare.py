"""Compare the tables of a report with the files that another program made of the same data."""

import csv
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hearth.reports.cells import Value
from hearth.reports.report import Report
from hearth.reports.table import column_letters

# How cells are paired.
BY_PLACE = "by place"
BY_PROJECT = "by project"
BY_WORDS = "by words"
REGROUPED = "regrouped"

# Averages of days, which may be whole; and of money.
_DAYS = frozenset({"Q22b", "Q22c", "Q27j", "Q27k"})
_MONEY = frozenset({"Q19a1", "Q19a2"})
# Columns that Q4a had in 2021 alone.
_OF_OLDER_Q4A = frozenset({"method for tracking es", "hmis software name"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell twice: ours and theirs. `code` and `address` are ours; `file` is their table, `how` they were paired."""

    run: str
    code: str
    address: str
    ours: Value | str
    theirs: str
    file: str
    how: str

    @property
    def agree(self) -> bool:
        """HUD takes a blank for a zero; a number with decimals is equal as far as HUD asks for their places."""
        ours, theirs = _plain_value(self.ours), _plain_value(self.theirs)
        if isinstance(ours, float) and isinstance(theirs, float) and isinstance(self.ours, float):
            places = max(len(self.theirs.strip().partition(".")[2]), _least_places(self.code))
            return abs(ours - theirs) <= 0.5 * 10**-places + 1e-9
        return ours == theirs


class Run(Protocol):
    """A report whose numbers somebody else worked out."""

    @property
    def name(self) -> str:
        """Give the folder of the other program's files."""

    def pairs(self) -> Iterator[Pair]:
        """Give every cell twice, ours and theirs."""


def by_position(run: str, report: Report, code: str, path: Path, skip: Container[str] = ()) -> Iterator[Pair]:
    """Pair the cells of one file by their place, as HUD reads it. `skip` names columns by their header."""
    sheet, rows = report.answers[code].sheet, lines_of(path)
    assert {len(row) for row in rows} == {len(sheet.header)}, path
    labelled = code != "Q4a"
    for number, (ours, theirs) in enumerate(zip(sheet.lines, rows[1:], strict=True), start=2):
        for column, header in enumerate(sheet.header):
            if header in skip or (labelled and column == 0):
                continue
            address = f"{column_letters(column + 1)}{number}"
            yield Pair(run, code, address, ours[column], theirs[column], code, BY_PLACE)


def by_project(
    run: str, report: Report, path: Path, skip: Container[str] = (), *, by_header: bool = False
) -> Iterator[Pair]:
    """Pair the lines of Q4a by the project they name: programs put them in another order.

    With `by_header` columns are those of the same header, in a file of an older layout.
    """
    sheet, rows = report.answers["Q4a"].sheet, lines_of(path)
    headers = [header.lower() for header in sheet.header]
    places = {header.lower(): number for number, header in enumerate(rows[0] if by_header else sheet.header)}
    assert set(places) - set(headers) <= _OF_OLDER_Q4A
    named = headers.index("project id")
    theirs = {row[places["project id"]]: row for row in rows[1:]}
    assert {line[named] for line in sheet.lines} == set(theirs)
    for number, ours in enumerate(sheet.lines, start=2):
        project = theirs[str(ours[named])]
        for column, header in enumerate(headers):
            if sheet.header[column] not in skip and header in places:
                address = f"{column_letters(column + 1)}{number}"
                yield Pair(run, "Q4a", address, ours[column], project[places[header]], "Q4a", BY_PROJECT)


def by_label(run: str, report: Report, code: str, path: Path, skip: Container[str] = ()) -> Iterator[Pair]:
    """Pair the cells of one table by the words of row and column, for files of an older layout.

    A file with one column and no header holds the clients, not the clients for data quality.
    """
    answer, rows = report.answers[code], lines_of(path)
    header = rows.pop(0) if not _is_number(rows[0][-1]) else ["", "Count of Clients"]
    columns = {_plain(label): number for number, label in enumerate(header) if number}
    lines = {_plain(row[0]): row for row in rows}
    places = list(answer.table.places())
    assert set(lines) <= {_plain(place.row) for place in places}, path
    assert set(columns) <= {_plain(place.column) for place in places}, path
    for place in places:
        if place.column in skip or (code == "Q5a" and _plain(place.column) not in columns):
            continue
        theirs = lines[_plain(place.row)][columns[_plain(place.column)]]
        yield Pair(run, code, place.address, answer.values[place.address], theirs, code, BY_WORDS)


def lines_of(path: Path) -> list[list[str]]:
    """Read a file of a table, its header first."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def _least_places(code: str) -> int:
    """Source: APR Programming Specifications, "Exporting Report Results to CSV", 9 and 10."""
    return 0 if code in _DAYS else 2 if code in _MONEY else 4


def _plain(label: str) -> str:
    label = re.sub(r"^\s*\w{1,2}\.\s+", "", label.lower().replace("’", "'").replace("–", "-"))
    label = re.sub(r"client refused|prefers not to answer", "refused", label)
    return re.sub(r"[\s/]+", "", label).replace("unknownage", "unknown-age")


def _is_number(value: str) -> bool:
    return re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", value) is not None


def number_in(value: Value | str) -> float:
    """Give the number of a cell; a blank is none. Raises ValueError for words."""
    return float(_plain_value(value))


def _plain_value(value: Value | str) -> float | str:
    value = str(value).strip().removeprefix("$") if value is not None else "0"
    return float(value) if _is_number(value) else value or 0.0
