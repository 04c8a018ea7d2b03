"""The floors: the least that any program must do for the same result.

`python -m bench.floors copy-in ZIP` and `python -m bench.floors copy-out FOLDER`; the database is DATABASE_URL's.

They know of HUD's columns and types, and of nothing else: no keys, no indexes, no checks, no history.
"""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from hearth.dataset.typed import DUCKDB_TYPES
from hearth.hud.standard import File, standard

_POSTGRES_TYPES = {"VARCHAR": "text"}
_BLOCK = 1 << 20


def copy_in(archive: Path) -> int:
    """Cast each file of an export by HUD's types, and copy it into a bare table. Gives the number of rows."""
    rows = 0
    with (
        tempfile.TemporaryDirectory() as name,
        zipfile.ZipFile(archive) as members,
        psycopg.connect(os.environ["DATABASE_URL"]) as target,
        duckdb.connect() as parser,
    ):
        folder = Path(name)
        for member in members.namelist():
            file = standard().files.get(Path(member).stem)
            if file is None or not member.endswith(".csv"):
                continue
            members.extract(member, folder)
            typed = folder / f"typed-{file.name}.csv"
            rows += _cast(parser, file, folder / member, typed)
            _copy(target, file, typed)
    return rows


def copy_out(folder: Path) -> int:
    """Copy each table of records to a file. Gives the number of bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    with psycopg.connect(os.environ["DATABASE_URL"]) as source:
        tables = source.execute(
            "select table_name from information_schema.columns where column_name = 'hud_id' "
            "and table_name not like '%%event%%' and table_name not like '%%former%%' order by 1"
        ).fetchall()
        for (table,) in tables:
            path = folder / f"{table}.csv"
            query = sql.SQL("copy {} to stdout (format csv, header)").format(sql.Identifier(table))
            with path.open("wb") as target, source.cursor().copy(query) as blocks:
                for block in blocks:
                    target.write(block)
            size += path.stat().st_size
    return size


def _cast(parser: duckdb.DuckDBPyConnection, file: File, raw: Path, typed: Path) -> int:
    values = ", ".join(
        f'try_cast("{column.name}" as {DUCKDB_TYPES[column.type]}) as "{column.name}"'
        for column in file.columns
    )
    counted = parser.execute(
        f"copy (select {values} from read_csv(?, all_varchar = true, header = true, delim = ',', quote = '\"')) "
        "to '" + str(typed) + "' (format csv, header false)",
        [str(raw)],
    ).fetchone()
    return int(counted[0]) if counted else 0


def _copy(target: psycopg.Connection[tuple[object, ...]], file: File, typed: Path) -> None:
    table = sql.Identifier(f"bare_{file.name}".lower())
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(
            sql.Identifier(column.name),
            sql.SQL(_POSTGRES_TYPES.get(DUCKDB_TYPES[column.type], DUCKDB_TYPES[column.type])),
        )
        for column in file.columns
    )
    target.execute(sql.SQL("create table {} ({})").format(table, columns))
    with (
        typed.open("rb") as source,
        target.cursor().copy(sql.SQL("copy {} from stdin (format csv)").format(table)) as sink,
    ):
        while block := source.read(_BLOCK):
            sink.write(block)


if __name__ == "__main__":
    command, path = sys.argv[1], Path(sys.argv[2])
    print({"copy-in": copy_in, "copy-out": copy_out}[command](path))
