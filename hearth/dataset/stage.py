"""Stage the CSV files of an export as typed DuckDB tables with HUD's names, each row knowing its line.

Values are read as text first and cast by the types of the standard, so a value that does not fit is
found with its file, line and column instead of stopping the reading somewhere.
"""

import csv
import json
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from hearth.dataset.finding import Finding, UnusableInput
from hearth.dataset.headers import header_findings, names_to_read, refuse_wrong_header
from hearth.dataset.reads import Reads
from hearth.dataset.receive import MOST_FILES_AT_ONCE
from hearth.dataset.straighten import Shape, header, look_through, straighten
from hearth.dataset.typed import DUCKDB_TYPES, fits, text, typed
from hearth.dataset.upgrade import files_that_tell_the_year, upgrade, year_written
from hearth.hud.standard import Column, File, standard

_PROBLEMS = {
    "int": "is not a whole number",
    "date": "is not a date of the form YYYY-MM-DD",
    "datetime": "is not a date and time of the form YYYY-MM-DD hh:mm:ss",
    "money": "is not an amount",
    "signed_money": "is not an amount",
}

# DuckDB takes these signs in a path as a pattern.
_PATTERN_SIGNS = "*?["

# Columns every table has besides HUD's: which input and line a row came from, the id of the live record where a
# database filled the table, and how many of its values were not understood.
OWN_COLUMNS = {"_input": "INTEGER", "_line": "BIGINT", "_id": "UUID", "_misfits": "UTINYINT"}

# More findings than a person reads; the count of a file that is wrong throughout is not needed.
MOST_FINDINGS = 1000
# A report on an input with faults lists them for mending.
MOST_FAULTS = 100_000

# DuckDB would take 32 times as much for each of its buffers, and several of them for a file, beyond its limit.
_LONGEST_LINE = 4 * 1024 * 1024

# More columns than any extension that two parties agree upon.
MOST_COLUMNS = 1000

# HUD's own form of a value, where a looser one is understood too.
_FORMS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}",
    "money": r"-?\d+\.\d{2}",
    "signed_money": r"-?\d+\.\d{2}",
}


# What a left-out row is kept with at most; a whole row of the standard is far shorter.
_LONGEST_KEPT = 64 * 1024

_LEFT_OUT = """
create table left_out (_input integer, file varchar, _line bigint, kind varchar, problem varchar, content varchar)
"""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create an empty table for each HUD file, and a view `kept.<File>` without its deleted rows.

    Reports read `kept`, so a row with a DateDeleted never counts. `left_out` keeps the rows that have no place in a
    table, with their values as JSON.
    """
    database = connection.execute("select current_database()").fetchone()
    assert database is not None
    # In one transaction: each by itself would be written to the disk by itself.
    statements = ["begin", "create schema if not exists kept", _LEFT_OUT]
    for file in standard().files.values():
        columns = [f'"{column.name}" {DUCKDB_TYPES[column.type]}' for column in file.columns]
        columns += [f"{name} {kind}" for name, kind in OWN_COLUMNS.items()]
        statements.append(f'create table "{file.name}" ({", ".join(columns)})')
        kept = "where DateDeleted is null" if "DateDeleted" in file.column else ""
        statements.append(f'create view kept."{file.name}" as from "{database[0]}".main."{file.name}" {kept}')
    connection.execute("; ".join([*statements, "commit"]))


def stage(
    connection: duckdb.DuckDBPyConnection,
    files: dict[str, Path],
    input_number: int,
    private: Path,
    *,
    with_faults: bool = False,
    reads: Reads | None = None,
) -> list[Finding]:
    """Load the files of one input into the tables of `create_tables`; an export of FY2024 is upgraded on the way.

    `input_number` marks the rows; `private` is a folder for files that live until the loading ends.
    Gives what could not be read as the standard wants it: such a value is null in the table, a column that HUD does
    not have is left out, and so is a row without its key or of another width. Raises UnusableInput for a file that
    is no CSV text, or where a column is missing or there twice; `with_faults` takes what there is instead and tells
    these too, with other encodings and forms of values. With `reads` only the columns are stored that are read.
    """
    # These are looked into before they are read; the others while DuckDB is at work on another file.
    shapes = {name: look_through(files[name]) for name in sorted(files_that_tell_the_year() & files.keys())}
    year, findings = year_written(files)
    readings = {
        name: _Reading(connection.cursor(), year, files[name], input_number, private, with_faults, reads)
        for name in standard().files
        if name in files
    }
    # The longest first: what comes last by itself would keep one processor waiting.
    longest_first = sorted(readings, key=lambda name: files[name].stat().st_size, reverse=True)
    with _one_file_per_thread(connection) as threads:
        staged = {
            name: threads.submit(_stage_file, readings[name], standard().files[name], shapes.get(name))
            for name in longest_first
        }
        for name in readings:
            findings += staged[name].result().findings
    return findings


@contextmanager
def _one_file_per_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[ThreadPoolExecutor]:
    """Give threads that each read a file: the lines of one are numbered in order, which no two can do together."""
    (threads,) = connection.execute("select current_setting('threads')").fetchone() or (1,)
    connection.execute("set threads = 1")
    executor = ThreadPoolExecutor(min(threads, MOST_FILES_AT_ONCE), "staging")
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)
        connection.execute(f"set threads = {threads}")


@dataclass
class _Reading:
    """One file of an input while it is read."""

    connection: duckdb.DuckDBPyConnection
    year: str
    path: Path
    input: int
    private: Path
    with_faults: bool
    reads: Reads | None
    findings: list[Finding] = field(default_factory=list)

    @property
    def most(self) -> int:
        return MOST_FAULTS if self.with_faults else MOST_FINDINGS

    def stored(self, file: File, names: Collection[str]) -> File:
        """Give a file with those of the named columns that are stored."""
        columns = (column for column in file.columns if column.name in names)
        return File(
            file.name,
            tuple(column for column in columns if self.reads is None or self.reads.has(file, column)),
        )


def _stage_file(reading: _Reading, file: File, shape: Shape | None) -> _Reading:
    """Load one file. `shape` is None where it was not looked through yet."""
    with reading.connection:
        _read(reading, file, shape or look_through(reading.path))
    return reading


def _read(reading: _Reading, file: File, shape: Shape) -> None:
    connection, findings = reading.connection, reading.findings
    found = header(reading.path)
    if len(found) > MOST_COLUMNS:
        raise UnusableInput(f"{file.name}.csv has {len(found):,} columns, HUD's has {len(file.columns)}.")
    written = standard(reading.year).files[file.name]
    if not reading.with_faults:
        refuse_wrong_header(written, found)
    findings += header_findings(written, found, reading.with_faults)
    names = names_to_read(written, found)
    if written.key.name not in names or (shape.lines <= 1 and shape.is_plain):
        return
    is_plain = shape.is_plain and not set(_PATTERN_SIGNS) & set(str(reading.path))
    if is_plain and reading.year == standard().year and _store_directly(reading, file, names, shape):
        return
    _read_as_text(reading, file.name, names, shape, is_plain=is_plain)
    findings += upgrade(connection, file.name, reading.year)
    _store(reading, file)
    connection.execute("drop table text")


def _store_directly(reading: _Reading, file: File, names: list[str], shape: Shape) -> bool:
    """Store the rows of a plain file as they are read, without keeping them as text; False where it was not plain.

    A file of which every line was stored and every value understood is not looked at again.
    """
    connection, told = reading.connection, len(reading.findings)
    present = reading.stored(file, names)
    rows = _rows(reading.path, names)
    try:
        stored = _insert(reading, present, f"({rows})")
        if stored + 1 == shape.lines and not reading.with_faults and not _has_misfits(reading, file):
            return True
        connection.execute(f"create or replace temp view text as {rows}")
        records = _look_again(reading, present, stored)
        connection.execute("drop view text")
        if records + 1 == shape.lines:
            return True
    except duckdb.Error:
        # The careful reading tells what is wrong, or copes with it.
        connection.execute("drop view if exists text")
    del reading.findings[told:]
    connection.execute(f'delete from "{file.name}" where _input = ?', [reading.input])
    connection.execute("delete from left_out where _input = ? and file = ?", [reading.input, file.name])
    return False


def _store(reading: _Reading, file: File) -> None:
    """Store the rows of `text` in their types, and tell what did not fit."""
    read = {str(row[0]) for row in reading.connection.execute("describe text").fetchall()}
    present = reading.stored(file, read)
    _look_again(reading, present, _insert(reading, present, "text"))


def _insert(reading: _Reading, file: File, rows: str) -> int:
    """Store the rows of a source of text that have a key, in their types. Gives how many."""
    columns = ", ".join(f'"{column.name}"' for column in file.columns)
    values = ", ".join(f'{typed(column)} as "as {column.name}"' for column in file.columns)
    misfits = " + ".join(
        f'("{column.name}" is not null and "as {column.name}" is null)::integer'
        for column in file.columns
        if column.type != "string"
    )
    typed_ones = ", ".join(f'"as {column.name}"' for column in file.columns)
    stored = reading.connection.execute(
        f'insert into "{file.name}" ({columns}, _input, _line, _misfits) '
        f"select {typed_ones}, ?, _line, {misfits or 0} "
        f"from (select *, {values} from {rows}) where {text(file.key)} is not null",
        [reading.input],
    ).fetchone()
    return int(stored[0]) if stored else 0


def _has_misfits(reading: _Reading, file: File) -> bool:
    found = f'select 1 from "{file.name}" where _misfits > 0 and _input = ? limit 1'
    return reading.connection.execute(found, [reading.input]).fetchone() is not None


def _look_again(reading: _Reading, file: File, stored: int) -> int:
    """Tell which rows of `text` were not stored for want of a key, and what did not fit. Gives how many rows it holds.

    `file` has the columns that were read.
    """
    connection = reading.connection
    (records,) = connection.execute("select count(*) from text").fetchone() or (0,)
    found: list[Finding] = []
    if records != stored:
        found += _leave_out_keyless(connection, file, reading)
    if records != stored or _has_misfits(reading, file):
        for column in _suspects(connection, file, reading):
            found += _misfits(connection, file, column, reading.most)
    if reading.with_faults:
        found += _other_forms(connection, file)
    reading.findings += found
    return int(records)


def _read_as_text(reading: _Reading, file: str, names: list[str], shape: Shape, *, is_plain: bool) -> None:
    """Fill the table `text` with the values as they are written, and `_line`."""
    connection = reading.connection
    if is_plain:
        try:
            made = f"create or replace temp table text as {_rows(reading.path, names)}"
            if connection.execute(made).fetchone() == (shape.lines - 1,):
                return
        except duckdb.Error:
            pass  # The careful reading tells what is wrong, or copes with it.
    straight = reading.private / f"straight-{file}.csv"
    _straighten(reading, file, len(names), straight)
    columns = _source(straight, ["_line", *names], has_header=False)
    reading.connection.execute(
        f"create or replace temp table text as select * replace (_line::bigint as _line) from {columns}"
    )
    straight.unlink()


def _straighten(reading: _Reading, file: str, width: int, straight: Path) -> None:
    """Read the careful way, and keep the rows of another width in `left_out`."""
    narrow_or_wide = reading.private / f"left-out-{file}.csv"
    told = 0
    with narrow_or_wide.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)

        def left_out(line: int, record: list[str]) -> None:
            nonlocal told
            told += 1
            words = f"has {len(record):,} columns, the header {width}"
            writer.writerow([line, words, json.dumps(record, ensure_ascii=False)[:_LONGEST_KEPT]])
            if told <= reading.most:
                reading.findings.append(Finding(file, line, "", words, None, "width"))

        foreign = straighten(reading.path, straight, left_out)
    if foreign and reading.with_faults:
        reading.findings.append(Finding(file, foreign, "", "is not written in UTF-8", None, "encoding"))
    if told:
        reading.connection.execute(
            "insert into left_out select $input, $file, line, 'width', problem, content from read_csv($path, "
            "auto_detect = false, header = false, quote = '\"', escape = '\"', "
            "columns = {'line': 'BIGINT', 'problem': 'VARCHAR', 'content': 'VARCHAR'})",
            {"path": str(narrow_or_wide), "file": file, "input": reading.input},
        )
    narrow_or_wide.unlink()


def _rows(path: Path, names: list[str]) -> str:
    """Give the SQL of a plain file's rows: the values as they are written, and `_line`."""
    return f"select row_number() over () + 1 as _line, * from {_source(path, names, has_header=True)}"


def _source(path: Path, names: list[str], *, has_header: bool) -> str:
    """Give the SQL of a CSV file's rows."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    written = str(path).replace("'", "''")
    return (
        f"read_csv('{written}', auto_detect = false, header = {str(has_header).lower()}, delim = ',', quote = '\"', "
        f"escape = '\"', nullstr = '', max_line_size = {_LONGEST_LINE}, buffer_size = {2 * _LONGEST_LINE}, "
        f"columns = {{{columns}}})"
    )


def _suspects(connection: duckdb.DuckDBPyConnection, file: File, reading: _Reading) -> list[Column]:
    """Give the columns of which fewer values were stored than written: only these are looked through again.

    What is only blanks counts as written here; it will be found to be nothing.
    """
    cast = [column for column in file.columns if column.type != "string"]
    values = ", ".join(f'count("{column.name}")' for column in cast)
    written = connection.execute(f"select {values} from text").fetchone()
    stored = connection.execute(
        f'select {values} from "{file.name}" where _input = ?',
        [reading.input],
    ).fetchone()
    return [
        column for column, one, other in zip(cast, written or (), stored or (), strict=True) if one != other
    ]


def _leave_out_keyless(
    connection: duckdb.DuckDBPyConnection, file: File, reading: _Reading
) -> Iterable[Finding]:
    words = "is empty, so the row has no key"
    connection.execute(
        f"insert into left_out select ?, '{file.name}', _line, 'key', '{file.key.name} {words}', "
        f"left(to_json(t)::varchar, {_LONGEST_KEPT}) from text t where {text(file.key)} is null",
        [reading.input],
    )
    for (line,) in connection.execute(
        f"select _line from text where {text(file.key)} is null order by _line limit {reading.most}"
    ).fetchall():
        yield Finding(file.name, line, file.key.name, words, None, "key")


def _other_forms(connection: duckdb.DuckDBPyConnection, file: File) -> Iterable[Finding]:
    """Tell the first value of each column that is understood although HUD writes it in another form."""
    columns = [column for column in file.columns if column.type in _FORMS]
    firsts = connection.execute(
        "select "
        + ", ".join(
            f"min(_line) filter (where {fits(column)} "
            f"and not regexp_full_match({text(column)}, '{_FORMS[column.type]}'))"
            for column in columns
        )
        + " from text"
    ).fetchone()
    for column, line in zip(columns, firsts or (), strict=True):
        if line is not None:
            words = "is written in another form than HUD's, here first"
            yield Finding(file.name, line, column.name, words, None, "form")


def _misfits(
    connection: duckdb.DuckDBPyConnection, file: File, column: Column, most: int
) -> Iterable[Finding]:
    rows = connection.execute(
        f"select _line, {text(column)} from text "
        f"where {text(column)} is not null and {typed(column)} is null "
        f"order by _line limit {most}"
    ).fetchall()
    for line, value in rows:
        shown = None if column.personal else value[:40]
        kind = "date" if column.type in ("date", "datetime") else "type"
        yield Finding(file.name, line, column.name, _PROBLEMS[column.type], shown, kind)
