"""A table as HUD wants its file: headers, label column and cells at their places, in CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hearth.reports.cells import Value
from hearth.reports.table import Line, Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of one CSV file: a header and lines of text, numbers and blanks."""

    header: list[str]
    lines: list[list[str | Value]]

    def write(self, path: Path) -> None:
        """Write the file: all text in double quotes, numbers bare, blanks empty."""
        header: list[str | Value] = [*self.header]
        content = "".join(",".join(map(_written, row)) + "\r\n" for row in [header, *self.lines])
        path.write_text(content, encoding="utf-8", newline="")


def sheet(table: Table, values: Mapping[str, Value]) -> Sheet:
    """Lay out a table whose first column holds the labels of its rows, or their sections, the labels being second."""
    lines: dict[str, list[str | Value]] = {row: _labels(row, line) for row, line in table.rows.items()}
    for place in table.places():
        lines[place.row].append(values[place.address])
    header = [line.label or column for column, line in table.columns.items()]
    over_labels = ["Category"] if table.first_column > 2 else []
    return Sheet([table.corner, *over_labels, *header], list(lines.values()))


def _labels(row: str, line: Line) -> list[str | Value]:
    label = line.label or row
    return [label] if line.section is None else [line.section, label]


def _written(value: str | Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    # Rates and averages of days have four decimals.
    return f"{value:.4f}" if isinstance(value, float) else str(value)
