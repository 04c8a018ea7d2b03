"""Stage the CSV files of an export as typed DuckDB tables with HUD's names, each row knowing its line.

Values are read as text first and cast by the types of the standard, so a value that does not fit is
found with its file, line and column instead of stopping the reading somewhere.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from hearth.dataset.finding import Finding, UnusableInput
from hearth.dataset.straighten import count_lines, encoding, header, straighten
from hearth.hud.standard import Column, File, standard

DUCKDB_TYPES = {
    "string": "VARCHAR",
    "int": "INTEGER",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "money": "DECIMAL(14, 2)",
    "signed_money": "DECIMAL(14, 2)",
}

# A cast alone is too kind: DuckDB takes 1.5 as the whole number 2 and 2021-1-5 as a date.
_SHAPES = {
    "int": r"-?\d{1,9}",
    "date": r"\d{4}-\d{2}-\d{2}( 00:00(:00)?)?",
    "datetime": r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?",
    "money": r"-?\d{1,11}(\.\d+)?",
    "signed_money": r"-?\d{1,11}(\.\d+)?",
}

_PROBLEMS = {
    "int": "is not a whole number",
    "date": "is not a date of the form YYYY-MM-DD",
    "datetime": "is not a date and time of the form YYYY-MM-DD hh:mm:ss",
    "money": "is not an amount",
    "signed_money": "is not an amount",
}

# Columns every table has besides HUD's: which input and line a row came from, and the id of the live
# record where a database filled the table.
OWN_COLUMNS = {"_input": "INTEGER", "_line": "BIGINT", "_id": "UUID"}

# More findings than a person reads; the count of a file that is wrong throughout is not needed.
MOST_FINDINGS = 1000
# A report on an input with faults lists them for mending.
MOST_FAULTS = 100_000

# HUD's own form of a value, where a looser one is understood too.
_FORMS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}",
    "money": r"-?\d+\.\d{2}",
    "signed_money": r"-?\d+\.\d{2}",
}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create an empty table for each HUD file, and a view `kept.<File>` without its deleted rows.

    Reports read `kept`, so a row with a DateDeleted never counts.
    """
    connection.execute("create schema if not exists kept")
    database = connection.execute("select current_database()").fetchone()
    assert database is not None
    for file in standard().files.values():
        columns = [f'"{column.name}" {DUCKDB_TYPES[column.type]}' for column in file.columns]
        columns += [f"{name} {kind}" for name, kind in OWN_COLUMNS.items()]
        connection.execute(f'create table "{file.name}" ({", ".join(columns)})')
        kept = "where DateDeleted is null" if "DateDeleted" in file.column else ""
        connection.execute(
            f'create view kept."{file.name}" as from "{database[0]}".main."{file.name}" {kept}'
        )


def stage(
    connection: duckdb.DuckDBPyConnection,
    files: dict[str, Path],
    input_number: int,
    private: Path,
    *,
    with_faults: bool = False,
) -> list[Finding]:
    """Load the files of one input into the tables of `create_tables`.

    `input_number` marks the rows; `private` is a folder for files that live until the loading ends.
    Gives what could not be read as the standard wants it: such a value is null in the table, a row
    without its key is left out. Raises UnusableInput for a wrong header or a row of the wrong width;
    `with_faults` takes what there is instead and tells these too, with other encodings and forms of values.
    """
    findings: list[Finding] = []
    for name, file in standard().files.items():
        if name in files:
            findings += _stage_file(connection, file, files[name], input_number, private, with_faults)
    return findings


def _stage_file(
    connection: duckdb.DuckDBPyConnection,
    file: File,
    path: Path,
    input_number: int,
    private: Path,
    with_faults: bool,
) -> list[Finding]:
    found = header(path)
    findings = _header_findings(file, found) if with_faults else []
    if not with_faults:
        _refuse_wrong_header(file, found)
    names = _names_to_read(file, found)
    present = tuple(column for column in file.columns if column.name in names)
    faults = findings if with_faults else None
    if file.key not in present or not _read_as_text(connection, file, path, names, private, faults):
        return findings
    findings += _find_problems(connection, File(file.name, present), with_faults)
    columns = ", ".join(f'"{column.name}"' for column in present)
    values = ", ".join(_typed(column) for column in present)
    connection.execute(
        f'insert into "{file.name}" ({columns}, _input, _line) '
        f"select {values}, ?, _line from text where {_text(file.key)} is not null",
        [input_number],
    )
    connection.execute("drop table text")
    return findings


def _names_to_read(file: File, found: list[str]) -> list[str]:
    """Give the header of a file in HUD's spelling, in the order of the file; what HUD does not know gets a number."""
    spelling = {column.name.lower(): column.name for column in file.columns}
    names: list[str] = []
    for position, name in enumerate(found):
        known = spelling.get(name.lower())
        names.append(known if known and known not in names else f"surplus {position}")
    return names


def _refuse_wrong_header(file: File, found: list[str]) -> None:
    spelling = {column.name.lower(): column.name for column in file.columns}
    lower = [name.lower() for name in found]
    missing = [name for key, name in spelling.items() if key not in lower]
    unexpected = [name for name in found if name.lower() not in spelling]
    twice = sorted({name for name in found if lower.count(name.lower()) > 1})
    problems = [
        f"{words} {', '.join(names) if len(names) <= 5 else f'{len(names)} columns'}"
        for words, names in (
            ("missing", missing),
            ("unexpected", [repr(name) for name in unexpected]),
            ("twice", twice),
        )
        if names
    ]
    if problems:
        raise UnusableInput(f"{file.name}.csv has a wrong header: {'; '.join(problems)}.")


def _header_findings(file: File, found: list[str]) -> list[Finding]:
    spelling = {column.name.lower(): column.name for column in file.columns}
    lower = [name.lower() for name in found]
    findings = [
        Finding(file.name, 1, name, "is missing from the header", None, "header")
        for key, name in spelling.items()
        if key not in lower
    ]
    for position, name in enumerate(found):
        known = spelling.get(name.lower())
        if known is None:
            findings.append(Finding(file.name, 1, name[:60], "is no column of this file", None, "header"))
        elif name.lower() in lower[:position]:
            findings.append(Finding(file.name, 1, known, "is in the header twice", None, "header"))
        elif name != known:
            findings.append(Finding(file.name, 1, known, "is spelled in another way", name[:60], "header"))
    return findings


def _read_as_text(
    connection: duckdb.DuckDBPyConnection,
    file: File,
    path: Path,
    names: list[str],
    private: Path,
    faults: list[Finding] | None,
) -> int:
    """Fill the table `text` with the values as they are written and `_line`; give the number of records.

    Where there is a list of faults, rows of another width and an old encoding are told to it.
    """
    lines = count_lines(path)
    if lines <= 1:
        return 0
    # DuckDB would take these characters in a path as a pattern.
    if not set("*?[") & set(str(path)):
        try:
            records = _read(connection, path, names, "row_number() over () + 1 as _line, *", has_header=True)
            if records + 1 == lines:
                return records
        except duckdb.Error:
            pass  # The careful reading tells what is wrong, or copes with it.
    straight = private / "straight.csv"
    if faults is None:
        straighten(path, straight)
    else:
        _straighten_with_faults(file, path, straight, len(names), faults)
    select = "* replace (_line::bigint as _line)"
    records = _read(connection, straight, ["_line", *names], select, has_header=False)
    straight.unlink()
    return records


def _straighten_with_faults(
    file: File, path: Path, straight: Path, width: int, faults: list[Finding]
) -> None:
    if encoding(path) != "utf-8-sig":
        faults.append(Finding(file.name, 1, "", "is not written in UTF-8", None, "encoding"))

    def ragged(line: int, columns: int) -> None:
        faults.append(
            Finding(file.name, line, "", f"has {columns} columns, the header {width}", None, "width")
        )

    straighten(path, straight, ragged)


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, names: list[str], select: str, *, has_header: bool
) -> int:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    connection.execute(
        f"create or replace temp table text as select {select} from read_csv($path, auto_detect = false, "
        f"header = {str(has_header).lower()}, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"max_line_size = 4194304, columns = {{{columns}}})",
        {"path": str(path)},
    )
    counted = connection.execute("select count(*) from text").fetchone()
    return int(counted[0]) if counted else 0


def _text(column: Column) -> str:
    """Give the SQL of a value as text; what is only blanks is nothing."""
    return f"nullif(trim(\"{column.name}\"), '')"


def _typed(column: Column) -> str:
    if column.type == "string":
        # Keys are compared with each other, so blanks around them must go; other text stays verbatim.
        verbatim = not (column.is_key or column.references)
        return (
            f'case when {_text(column)} is not null then "{column.name}" end' if verbatim else _text(column)
        )
    return f"case when {_fits(column)} then try_cast({_text(column)} as {DUCKDB_TYPES[column.type]}) end"


def _fits(column: Column) -> str:
    return f"regexp_full_match({_text(column)}, '{_SHAPES[column.type]}')"


def _find_problems(connection: duckdb.DuckDBPyConnection, file: File, with_faults: bool) -> Iterable[Finding]:
    for line, _ in connection.execute(
        f"select _line, 0 from text where {_text(file.key)} is null order by _line limit {MOST_FINDINGS}"
    ).fetchall():
        yield Finding(file.name, line, file.key.name, "is empty, so the row has no key", None, "key")
    typed = [column for column in file.columns if column.type != "string"]
    suspects = connection.execute(
        "select "
        + ", ".join(
            f"count(*) filter (where {_text(column)} is not null and {_typed(column)} is null)"
            for column in typed
        )
        + " from text"
    ).fetchone()
    for column, count in zip(typed, suspects or (), strict=True):
        if count:
            yield from _misfits(connection, file, column, MOST_FAULTS if with_faults else MOST_FINDINGS)
    if with_faults:
        yield from _other_forms(connection, file)


def _other_forms(connection: duckdb.DuckDBPyConnection, file: File) -> Iterable[Finding]:
    """Tell the first value of each column that is understood although HUD writes it in another form."""
    columns = [column for column in file.columns if column.type in _FORMS]
    firsts = connection.execute(
        "select "
        + ", ".join(
            f"min(_line) filter (where {_fits(column)} "
            f"and not regexp_full_match({_text(column)}, '{_FORMS[column.type]}'))"
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
        f"select _line, {_text(column)} from text "
        f"where {_text(column)} is not null and {_typed(column)} is null "
        f"order by _line limit {most}"
    ).fetchall()
    for line, value in rows:
        shown = None if column.personal else value[:40]
        kind = "date" if column.type in ("date", "datetime") else "type"
        yield Finding(file.name, line, column.name, _PROBLEMS[column.type], shown, kind)
