"""The live records of a source, beside the staged rows in DuckDB: what a file of that source is compared with.

They lie in the schema `live`, a table per HUD file, under the names of our database columns. Each row also says
`deleted_here` (somebody deleted it here, so that no file brings it back) and `gone` (this file should hold it and
does not). `live.former` maps each merged PersonalID of the source to the client that it belongs to now; `is_new` are
those that this import recognised.
"""

import csv
from pathlib import Path

import duckdb
from django.db import connection, transaction
from psycopg import sql

from hearth.dataset.typed import DUCKDB_TYPES
from hearth.exchange.copied_out import copied_out
from hearth.exchange.shape import StoredFile, stored_files
from hearth.records import ssn
from hearth.records.models.client import FormerPersonalID
from hearth.records.models.import_run import Source

# Changes that files make: what they deleted, a later file may bring back.
BY_FILE = ("import", "undo_import")
_OWN = {"deleted_here": "BOOLEAN", "gone": "BOOLEAN"}


def is_filled(source: Source) -> bool:
    """Tell whether any record of a source is here, and was not deleted or undone."""
    tests = " or ".join(
        f"exists (select 1 from {file.table} where source_id = %(source)s and date_deleted is null)"
        for file in stored_files().values()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"select {tests}", {"source": source.id})
        return cursor.fetchone() == (True,)


def read_live(
    staged: duckdb.DuckDBPyConnection, source: Source, folder: Path, *, is_one_row: bool = False
) -> None:
    """Bring a source's records, deleted ones too, beside the staged rows.

    `folder` is private: what lies in it in the clear is gone when this returns. Of a file of one row only the people
    that it names are brought, with all of theirs; what programs are is brought whole.
    """
    statements = ["create schema if not exists live"]
    for file in stored_files().values():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in _types(file).items())
        statements.append(f'create or replace table live."{file.name}" ({columns})')
    statements.append("create or replace table live.former (hud_id varchar, client_id uuid, is_new boolean)")
    staged.execute("; ".join(["begin", *statements, "commit"]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local datestyle to 'ISO, YMD'")
        for file in _files_of(source):
            wanted = _of_named(staged, file, source) if is_one_row else "true"
            _read(staged, file, source, folder / f"live-{file.name}.csv", _types(file), wanted)
    former = FormerPersonalID.objects.filter(source=source).values_list("hud_id", "client_id")
    if rows := [[hud_id, client_id] for hud_id, client_id in former]:
        staged.executemany("insert into live.former values (?, ?, false)", rows)


def with_live_rows(staged: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the files of which records of the source are stored."""
    tests = (f"select '{name}' where exists (from live.\"{name}\")" for name in stored_files())
    return frozenset(name for (name,) in staged.execute(" union all ".join(tests)).fetchall())


def _files_of(source: Source) -> list[StoredFile]:
    """Give the files of which a source has any record, deleted ones too."""
    files = list(stored_files().values())
    tests = ", ".join(f"exists (select 1 from {file.table} where source_id = %(source)s)" for file in files)
    with connection.cursor() as cursor:
        cursor.execute(f"select {tests}", {"source": source.id})
        found = cursor.fetchone() or ()
    return [file for file, has_rows in zip(files, found, strict=True) if has_rows]


def _types(file: StoredFile) -> dict[str, str]:
    types = {"id": "UUID"}
    for column in file.columns:
        types[column.database] = (
            "UUID" if column.parent and not column.hud.is_key else DUCKDB_TYPES[column.hud.type]
        )
    if file.name == "Client":
        types |= {"enrolled_elsewhere": "BOOLEAN", "ssn": "VARCHAR"}
    return types | _OWN


def _of_named(staged: duckdb.DuckDBPyConnection, file: StoredFile, source: Source) -> str:
    """Give the SQL condition of the rows `t` of a file that are named in the staged ones, or of a client who is."""
    client = next((column.database for column in file.columns if column.parent == "Client"), None)
    if file.name != "Client" and client is None:
        return "true"
    named = f"t.hud_id = any({_named(staged, file.name)})"
    if client is None:
        return named
    of_clients = f"hud_id = any({_named(staged, 'Client')}) and source_id = '{source.id}'"
    return f"({named} or t.{client} in (select id from {stored_files()['Client'].table} where {of_clients}))"


def _named(staged: duckdb.DuckDBPyConnection, file: str) -> str:
    """Give the keys of a file's rows that the staged rows have or refer to, as an SQL list."""
    columns = [
        (each.name, column.hud.name)
        for each in stored_files().values()
        for column in each.columns
        if (column.hud.is_key and each.name == file) or (not column.hud.is_key and column.parent == file)
    ]
    query = " union ".join(f'select "{column}" from "{table}"' for table, column in columns)
    keys = [key for (key,) in staged.execute(query).fetchall() if key is not None]
    return f"{sql.Literal(keys).as_string(None)}::text[]"


def _read(
    staged: duckdb.DuckDBPyConnection,
    file: StoredFile,
    source: Source,
    path: Path,
    types: dict[str, str],
    wanted: str,
) -> None:
    values = [f't."{column.database}"' for column in file.columns]
    if file.name == "Client":
        elsewhere = (
            f"select 1 from {stored_files()['Enrollment'].table} e where e.client_id = t.id "
            "and e.source_id <> t.source_id and e.date_deleted is null"
        )
        values += [f"exists ({elsewhere})", "encode(t.ssn_encrypted, 'hex')"]
    query = (
        f"copy (select t.id, {', '.join(values)}, {_deleted_here(file)}, false from {file.table} t "
        f"where t.source_id = '{source.id}' and {wanted}) to stdout (format csv)"
    )
    clear = path.with_suffix(".clear.csv")
    try:
        with path.open("wb") as target, connection.cursor() as cursor:
            for rows in copied_out(cursor, query):
                target.write(b"".join(rows))
        if file.name == "Client":
            _decrypt_ssn(path, clear, len(types) - len(_OWN) - 1)
            path = clear.replace(path)
        spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        staged.execute(
            f'insert into live."{file.name}" select * from read_csv($path, auto_detect = false, '
            "header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
            f"max_line_size = 4194304, columns = {{{spelled}}})",
            {"path": str(path)},
        )
    finally:
        path.unlink(missing_ok=True)
        clear.unlink(missing_ok=True)


def _decrypt_ssn(sealed: Path, clear: Path, place: int) -> None:
    """Write the rows again with the SSN of column `place` in the clear: it can be compared in no other way.

    This follows the COPY and is no part of it: while rows stream, the connection cannot look up a data key.
    """
    with (
        sealed.open(encoding="utf-8", newline="") as rows,
        clear.open("w", encoding="utf-8", newline="") as target,
    ):
        out = csv.writer(target, lineterminator="\n")
        for row in csv.reader(rows):
            row[place] = ssn.clear(bytes.fromhex(row[place])) if row[place] else ""
            out.writerow(row)


def _deleted_here(file: StoredFile) -> str:
    """Give the SQL that tells whether a deleted record was deleted by a person here."""
    by_file = ", ".join(f"'{action}'" for action in BY_FILE)
    return (
        f"t.date_deleted is not null and coalesce((select c.metadata->>'action' not in ({by_file}) "
        f"from {file.history_table} h join pghistory_context c on c.id = h.pgh_context_id where h.pgh_obj_id = t.id "
        "and h.date_deleted is null order by h.pgh_id desc limit 1), false)"
    )
