"""Read a CSV file the careful way: line numbers, ragged rows, old encodings, line breaks in quotes.

DuckDB reads a plain file at full speed but can neither tell the line of a record once a value holds a
line break nor name the row that has a column too many, and it takes gigabytes for a quotation mark that
is never closed. Such files come here first and leave as plain CSV with the line number as a first column.
Memory stays small whatever a file holds.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from hearth.dataset.finding import UnusableInput

# The longest row of the standard has a few thousand characters.
LONGEST_LINE = 1024 * 1024
# A quotation mark that is never closed would swallow the rest of the file.
LONGEST_RECORD = 2 * LONGEST_LINE
csv.field_size_limit(LONGEST_RECORD)
_BLOCK = 1024 * 1024
_MARK = "ï»¿"  # a byte order mark, read byte by byte
_NO_MARKS = bytes(set(range(256)) - set(b'"\n'))
_HALF_A_CHARACTER = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")

# What happens with a row of another width than the header: its line, its values.
LeftOut = Callable[[int, list[str]], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is laid out: its lines as an editor counts them, and whether each of them is one record.

    It is not where a value holds a line break, or where a line ends in a carriage return alone.
    """

    lines: int
    is_plain: bool


def look_through(path: Path) -> Shape:
    """Tell how a file is laid out. Raises UnusableInput for what no CSV file holds: a NUL byte, a line without end."""
    lines, is_plain, rest = 0, True, b""
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            if b"\0" in block:
                line = lines + 1 + block[: block.index(b"\0")].count(b"\n")
                raise UnusableInput(f"{path.name} line {line}: holds a NUL byte, so it is no UTF-8 text.")
            whole, end, rest = (rest + block).rpartition(b"\n")
            is_plain = is_plain and _are_plain(whole + end)
            lines += whole.count(b"\n") + len(end)
            if len(rest) - rest.rfind(b"\r") > LONGEST_LINE:
                words = f"is longer than {LONGEST_LINE:,} characters"
                raise UnusableInput(f"{path.name} line {lines + 1}: {words}.")
    if rest:
        lines += 1
        is_plain = is_plain and _are_plain(rest)
    return Shape(lines, is_plain)


def _are_plain(lines: bytes) -> bool:
    """Tell whether each of some whole lines is a record by itself.

    It is when its quotation marks are an even number, and when a carriage return stands before a line feed only.
    """
    if b"\r" in lines and lines.count(b"\r") != lines.count(b"\r\n"):
        return False
    # Where every line has an even number, nothing is left of the marks once pairs are taken out line by line.
    return b'"' not in lines.translate(None, _NO_MARKS).replace(b'""', b"")


def header(path: Path) -> list[str]:
    """Give the column names of a CSV file, without a byte order mark. Empty when the file is empty."""
    return [name.strip() for name in first_records(path, 1)[0]]


def first_records(path: Path, count: int) -> list[list[str]]:
    """Give the first records of a CSV file, its header among them; empty ones where there are fewer."""
    with _opened(path) as content:
        records = _records(path, _Lines(path, content))
        return [next(records, (0, []))[1] for _ in range(count)]


def straighten(path: Path, target: Path, left_out: LeftOut) -> int | None:
    """Write the records of a CSV file as plain CSV, the line of each record first.

    A row with another number of columns than the header is given to `left_out` instead. Gives the first line that is
    not UTF-8 but Windows-1252, or None.
    """
    with _opened(path) as content, target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        lines = _Lines(path, content)
        records = _records(path, lines)
        width = len(next(records, (1, []))[1])
        for line, record in records:
            if len(record) == width:
                writer.writerow([line, *(re.sub(r"[\r\n]+", "\n", value) for value in record)])
            else:
                left_out(line, record)
    return lines.first_foreign


def _opened(path: Path) -> TextIO:
    # Byte by byte, so that the line ends of every kind are found before the encoding of a line is.
    return path.open(encoding="latin-1", newline="")


class _Lines:
    """The lines of a file, each decoded by itself: UTF-8, or Windows-1252 where it is not.

    `taken` counts the characters that were read since the reader of records set it to 0.
    """

    def __init__(self, path: Path, content: TextIO) -> None:
        self.name = path.name
        self.content = content
        self.number = 0
        self.taken = 0
        self.first_foreign: int | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.content)
        self.number += 1
        self.taken += len(line)
        if self.taken > LONGEST_RECORD:
            raise UnusableInput(
                f"{self.name} line {self.number}: a quotation mark before it is never closed."
            )
        if self.number == 1:
            line = line.removeprefix(_MARK)
        return line if line.isascii() else self._decoded(line.encode("latin-1"))

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.first_foreign = self.first_foreign or self.number
        if _HALF_A_CHARACTER.search(line):
            raise UnusableInput(f"{self.name} line {self.number}: holds half a character (a lone surrogate).")
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError as reason:
            words = "is neither UTF-8 nor Windows-1252 text"
            raise UnusableInput(f"{self.name} line {self.number}: {words}.") from reason


def _records(path: Path, lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it begins; empty lines are none."""
    reader = csv.reader(lines)
    first_line = 1
    try:
        for record in reader:
            lines.taken = 0
            if record:
                yield first_line, record
            first_line = reader.line_num + 1
    except csv.Error as reason:
        raise UnusableInput(f"{path.name} line {first_line}: cannot be read as CSV, {reason}.") from reason
