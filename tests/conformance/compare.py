"""Compare the tables of a report with the files that another program made of the same data."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hearth.reports.cells import Value
from hearth.reports.report import Report


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell twice: ours and theirs."""

    run: str
    code: str
    address: str
    row: str
    column: str
    ours: Value
    theirs: str

    @property
    def agree(self) -> bool:
        """A grey cell may be blank or zero."""
        return _number(self.ours) == _number(self.theirs)


def by_position(run: str, report: Report, code: str, path: Path, columns: set[str] | None = None) -> Iterator[Pair]:
    """Pair the cells of one table by their place in the file, as HUD reads it."""
    answer, rows = report.answers[code], _rows(path)
    for place in answer.table.places():
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", place.address).groups()  # type: ignore[union-attr]
        theirs = rows[int(number) - 1][_column_number(letters) - 1]
        yield Pair(run, code, place.address, place.row, place.column, answer.values[place.address], theirs)


def by_label(run: str, report: Report, code: str, path: Path) -> Iterator[Pair]:
    """Pair the cells of one table by the words of row and column, for files of an older layout.

    A file with one column and no header holds the clients, not the clients for data quality.
    """
    answer, rows = report.answers[code], _rows(path)
    header = rows.pop(0) if not _is_number(rows[0][-1]) else ["", "Count of Clients"]
    columns = {_plain(label): number for number, label in enumerate(header) if number}
    lines = {_plain(row[0]): row for row in rows}
    for place in answer.table.places():
        if code == "Q5a" and _plain(place.column) not in columns:
            continue
        theirs = lines[_plain(place.row)][columns[_plain(place.column)]]
        yield Pair(run, code, place.address, place.row, place.column, answer.values[place.address], theirs)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def _plain(label: str) -> str:
    label = re.sub(r"^\s*\w{1,2}\.\s+", "", label.lower().replace("’", "'").replace("–", "-"))
    label = re.sub(r"client refused|prefers not to answer", "refused", label)
    return re.sub(r"[\s/]+", "", label).replace("unknownage", "unknown-age")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_number(value: str) -> bool:
    return re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", value) is not None


def _number(value: Value | str) -> float:
    return float(value) if value not in (None, "") else 0.0
