"""Keep the universe of a run, or the rows of a listing, and read them again: next year too, as they were counted.

The Parquet file holds ids and derived flags, no names, and in its metadata the tables of the report with
their predicates. So the list of people always matches the stored number, even when the code has moved on.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import duckdb

from hearth.reports.members import Member, base_members, members
from hearth.reports.table import Table, text


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """A cell as a page shows it: what it counts in words, where HUD says so, and who is in it.

    `base` are the people among whom a rate is counted, None where the cell is no rate.
    """

    definition: str
    source: str
    members: list[Member]
    base: list[Member] | None


def save_universe(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], path: Path) -> None:
    """Write the universe of a run and the predicates of its tables to one Parquet file."""
    stored = json.dumps([table.as_data() for table in tables])
    connection.execute(
        f"copy person to {text(str(path))} "
        f"(format parquet, compression zstd, kv_metadata {{tables: {text(stored)}}})"
    )


def open_cell(path: Path, code: str, row: str, column: str) -> OpenedCell:
    """Open a cell of a stored run by the code of its table and the labels of its row and column.

    Raises FileNotFoundError where there is no such universe, KeyError where it has no such cell.
    """
    with StoredUniverse(path) as universe:
        return universe.open_cell(code, row, column)


class StoredUniverse:
    """The universe of a stored run, to open any number of its cells. Use it as a context manager.

    Raises FileNotFoundError where there is no such universe.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FileNotFoundError(path)
        self._connection = _looking_at(path, "person")
        self._tables = _stored_tables(self._connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def open_cell(self, code: str, row: str, column: str) -> OpenedCell:
        """Open a cell by the code of its table and the labels of its row and column. Raises KeyError."""
        table = Table.from_data(self._tables[code])
        return OpenedCell(
            table.definition(row, column),
            table.source,
            members(self._connection, table, row, column),
            base_members(self._connection, table, row, column),
        )


class StoredRows:
    """The rows of a stored listing that a condition picks, read from its file piece by piece.

    `where` comes out of the run itself; it may look at the rows and at nothing else. Use it as a context manager.
    Raises FileNotFoundError where there is no such file.
    """

    def __init__(self, path: Path, where: str) -> None:
        if not path.exists():
            raise FileNotFoundError(path)
        self._connection = _looking_at(path, "listed")
        self._from = f"from listed where {where}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def __len__(self) -> int:
        found = self._connection.execute(f"select count(*) {self._from}").fetchone()
        return int(found[0]) if found else 0

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        first = part.start or 0
        limit = "" if part.stop is None else f" limit {int(part.stop) - int(first)}"
        found = self._connection.execute(f"{self._from} order by number{limit} offset {int(first)}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _looking_at(path: Path, name: str) -> duckdb.DuckDBPyConnection:
    """Open a stored file under a name. Conditions out of it run here: they may look at the file and at nothing else.

    Of its columns, and there are many, only those are read that are asked for.
    """
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    connection.execute(f"set allowed_paths = [{text(str(path))}]")
    connection.execute(f"create view {name} as from read_parquet({text(str(path))})")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _stored_tables(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """Give the tables of a stored run as plain data, by their codes."""
    stored = connection.execute(
        "select decode(value) from parquet_kv_metadata(?) where decode(key) = 'tables'", [str(path)]
    ).fetchone()
    return {data["code"]: data for data in (json.loads(stored[0]) if stored else [])}
