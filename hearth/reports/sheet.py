"""A table as HUD wants its file: headers, label column and cells at their places, in CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hearth.reports.cells import Value
from hearth.reports.table import Table


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
    """Lay out a table whose first column holds the labels of its rows."""
    lines: dict[str, list[str | Value]] = {row: [line.label or row] for row, line in table.rows.items()}
    for place in table.places():
        lines[place.row].append(values[place.address])
    header = [line.label or column for column, line in table.columns.items()]
    return Sheet([table.corner, *header], list(lines.values()))


def _written(value: str | Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    # Rates and averages of days have four decimals.
    return f"{value:.4f}" if isinstance(value, float) else str(value)
