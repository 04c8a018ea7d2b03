"""A report table: its rows and columns are predicates over the universe, a cell is the two together.

The count of a cell and the list of people behind it come from the same predicate, so they always agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table.

    `where` is a boolean DuckDB expression over the columns of `universe/person.sql`. `words` say what it
    means where the label does not. `measure` replaces the table's measure in this row.
    """

    where: str
    words: str = ""
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: its address in HUD's shell (B2), and the labels of its row and column."""

    address: str
    row: str
    column: str


@dataclass(frozen=True)
class Table:
    """One table of a report.

    `where` limits the universe for every cell. `measure` is an aggregate, counted over the people of the
    cell. `grey` holds the addresses that HUD's shell greys out: they are exported blank. Labels are HUD's.
    `first_column` is the number of the first column with cells: 2 is B.
    """

    code: str
    title: str
    source: str
    columns: Mapping[str, Line]
    rows: Mapping[str, Line]
    where: str = "scope = 'report'"
    words: str = "Active clients of the selected projects, each by the latest stay in the date range."
    measure: str = "count(*)"
    corner: str = ""
    grey: frozenset[str] = field(default_factory=frozenset)
    first_column: int = 2

    def places(self) -> Iterator[Place]:
        """Give every place of the table, row by row, the grey ones too."""
        for row_number, row in enumerate(self.rows, start=2):
            for column_number, column in enumerate(self.columns, start=self.first_column):
                yield Place(f"{column_letters(column_number)}{row_number}", row, column)

    def predicate(self, row: str, column: str) -> str:
        """Give the condition that tells who is in a cell. Raises KeyError for an unknown label."""
        return f"({self.where}) and ({self.rows[row].where}) and ({self.columns[column].where})"

    def aggregate(self, row: str) -> str:
        """Give the SQL aggregate that makes a cell of this row."""
        return self.rows[row].measure or self.measure

    def definition(self, row: str, column: str) -> str:
        """Say in words what a cell counts. Raises KeyError for an unknown label."""
        parts = [f"{self.title}. {row}; {column}."]
        parts += [words for words in (self.rows[row].words, self.columns[column].words, self.words) if words]
        return " ".join(parts)

    def as_data(self) -> dict[str, Any]:
        """Give the table as plain data, to be stored with a run."""
        return {
            "code": self.code,
            "title": self.title,
            "source": self.source,
            "columns": {label: _line_data(line) for label, line in self.columns.items()},
            "rows": {label: _line_data(line) for label, line in self.rows.items()},
            "where": self.where,
            "words": self.words,
            "measure": self.measure,
            "corner": self.corner,
            "grey": sorted(self.grey),
            "first_column": self.first_column,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Table":
        """Give the table that `as_data` described."""
        return cls(
            **{
                **data,
                "columns": {label: Line(**line) for label, line in data["columns"].items()},
                "rows": {label: Line(**line) for label, line in data["rows"].items()},
                "grey": frozenset(data["grey"]),
            }
        )


def _line_data(line: Line) -> dict[str, Any]:
    return {"where": line.where, "words": line.words, "measure": line.measure}


def column_letters(number: int) -> str:
    """Give a column's letters as a spreadsheet has them: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text(value: str) -> str:
    """Give a value as a SQL text literal."""
    return "'" + value.replace("'", "''") + "'"
