"""Read a CSV file the careful way: line numbers, ragged rows, old encodings, line breaks in quotes.

DuckDB reads a plain file at full speed but can neither tell the line of a record once a value holds a
line break nor name the row that has a column too many. Such files come here first and leave as plain
CSV with the line number as a first column.
"""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from hearth.dataset.finding import UnusableInput

# The longest text of the standard is far shorter; a runaway quote would swallow the rest of the file.
csv.field_size_limit(1024 * 1024)


def header(path: Path) -> list[str]:
    """Give the column names of a CSV file, without a byte order mark. Empty when the file is empty."""
    # HUD's column names are plain ASCII, so the encoding of the rest does not matter here.
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as lines:
        return [name.strip() for name in next(csv.reader(lines), [])]


def encoding(path: Path) -> str:
    """Tell how a file is written: UTF-8 as HUD wants it since October 2025, or Windows-1252."""
    with path.open("rb") as content:
        try:
            while block := content.readlines(1024 * 1024):
                b"".join(block).decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def count_lines(path: Path) -> int:
    """Count the lines of a file as an editor does: a last line without a line end counts too."""
    lines, last = 0, b"\n"
    with path.open("rb") as content:
        while block := content.read(1024 * 1024):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines if last == b"\n" else lines + 1


def straighten(path: Path, target: Path, ragged: Callable[[int, int], None] | None = None) -> None:
    """Write the records of a CSV file as plain CSV, the line of each record first.

    A row with another number of columns than the header is left out and told to `ragged` (its line, its number of
    columns); without `ragged` UnusableInput is raised, naming its line.
    """
    with (
        path.open(encoding=encoding(path), newline="", errors="replace") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        try:
            for line, record in _records(path, lines, ragged):
                writer.writerow([line, *(re.sub(r"[\r\n]+", "\n", value) for value in record)])
        except csv.Error as reason:
            raise UnusableInput(f"{path.name}: cannot be read as CSV, {reason}.") from reason


def _records(
    path: Path, lines: Iterator[str], ragged: Callable[[int, int], None] | None
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines)
    width = len(next(reader, []))
    first_line = reader.line_num + 1
    for record in reader:
        if record and len(record) != width:
            if ragged is None:
                raise UnusableInput(
                    f"{path.name} line {first_line}: {len(record)} columns, the header has {width}."
                )
            ragged(first_line, len(record))
        elif record:
            yield first_line, record
        first_line = reader.line_num + 1
