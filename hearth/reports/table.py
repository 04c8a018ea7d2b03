"""A report table: its rows and columns are predicates over the universe, a cell is the two together.

The count of a cell and the list of people behind it come from the same predicate, so they always agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table.

    `where` is a boolean DuckDB expression over the columns of `universe/person.sql`. `words` say what it
    means where the label does not. `measure` replaces the table's measure in this row or column.

    A row may leave a `{name}` open in its expressions which each column `gives`, and the other way round: so
    the columns "at start" and "at exit" share one set of rows.

    A line with `over` makes rates: those of `where` among those of `over`. `label` is what HUD's shell prints
    where one label stands in several lines. `section` is what a shell with a column of sections prints before it.
    """

    where: str = "true"
    words: str = ""
    measure: str | None = None
    over: str | None = None
    gives: Mapping[str, str] = field(default_factory=dict)
    label: str | None = None
    section: str | None = None


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

    def conditions(self, row: str, column: str) -> tuple[str, str]:
        """Give what the row and the column ask of a person of the table. KeyError: an unknown label."""
        down, across = self.rows[row], self.columns[column]
        return filled(down.where, across.gives), filled(across.where, down.gives)

    def base_conditions(self, row: str, column: str) -> tuple[str, str] | None:
        """Give the conditions of those among whom a rate is counted, or None where the cell is no rate."""
        down, across = self.rows[row], self.columns[column]
        if down.over is None and across.over is None:
            return None
        return (
            filled(down.where if down.over is None else down.over, across.gives),
            filled(across.where if across.over is None else across.over, down.gives),
        )

    def predicate(self, row: str, column: str) -> str:
        """Give the condition that tells who is in a cell. Raises KeyError for an unknown label."""
        return self._all_of(self.conditions(row, column))

    def base_predicate(self, row: str, column: str) -> str | None:
        """Give the condition that tells among whom the rate of a cell is counted, None if it is no rate."""
        base = self.base_conditions(row, column)
        return base and self._all_of(base)

    def aggregate(self, row: str, column: str) -> str:
        """Give the SQL aggregate that makes a cell."""
        down, across = self.rows[row], self.columns[column]
        if down.measure is not None:
            return filled(down.measure, across.gives)
        return filled(across.measure or self.measure, down.gives)

    def _all_of(self, conditions: tuple[str, str]) -> str:
        row, column = conditions
        return f"({self.where}) and ({row}) and ({column})"

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
            "columns": {label: asdict(line) for label, line in self.columns.items()},
            "rows": {label: asdict(line) for label, line in self.rows.items()},
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


def filled(expression: str, given: Mapping[str, str]) -> str:
    """Give an expression with what another line gives in the place of each `{name}`."""
    for name, value in given.items():
        expression = expression.replace("{" + name + "}", value)
    return expression


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
