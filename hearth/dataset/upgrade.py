"""Bring an export of FY2024 to FY2026, as hearth/hud/fy2026/changes.toml says and no further.

A renamed column keeps its values; what is not collected any more is left out; a code that its list has no place for
becomes empty. Retired codes that old records may carry stay as they are. Every change is told with its count.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from hearth.dataset.finding import Finding
from hearth.dataset.straighten import first_records, header
from hearth.hud.difference import ColumnChange, changes, column_changes, year_of_export
from hearth.hud.standard import standard


def year_written(files: Mapping[str, Path]) -> tuple[str, list[Finding]]:
    """Give the year of the standard that an export was written for, and what is to be said of that.

    The columns decide, because they say what was really written; CSVVersion decides where they tell nothing. An
    export that says nothing of its year is one of the year in force.
    """
    version = _csv_version(files)
    by_version = year_of_export(version, ())
    by_columns = year_of_export(None, list(_telling_columns(files)))
    year = by_columns or by_version or standard().year
    findings = []
    if by_columns and by_version and by_columns != by_version:
        words = f"does not name the year of the columns, which are those of {year.upper()}"
        findings.append(Finding("Export", 2, "CSVVersion", words, version[:40], "upgrade"))
    if year != standard().year:
        words = f"is of an earlier year; the files were read as {year.upper()} and upgraded"
        findings.append(Finding("Export", 2, "CSVVersion", words, version[:40] or None, "upgrade"))
    return year, findings


def _csv_version(files: Mapping[str, Path]) -> str:
    if "Export" not in files:
        return ""
    names, values = first_records(files["Export"], 2)
    given = {name.strip().lower(): value.strip() for name, value in zip(names, values, strict=False)}
    return given.get("csvversion", "")


def files_that_tell_the_year() -> set[str]:
    """Give the files that `year_written` looks into, of which each line must be of a length that can be read."""
    version = changes(standard().year)["version"]
    columns = {column.partition(".")[0] for column in version["old_columns"] + version["new_columns"]}
    return {"Export", *columns}


def _telling_columns(files: Mapping[str, Path]) -> Iterator[str]:
    for name in (files_that_tell_the_year() - {"Export"}) & files.keys():
        yield from (f"{name}.{column}" for column in header(files[name]))


def upgrade(connection: duckdb.DuckDBPyConnection, file: str, year: str) -> Iterator[Finding]:
    """Change the table `text`, a file of another year as it was written, to what the year in force holds."""
    if year == standard().year:
        return
    present = {str(row[0]) for row in connection.execute("describe text").fetchall()}
    for change in column_changes():
        if change.file == file and change.column in present:
            yield from _upgraded(connection, change)


def _upgraded(connection: duckdb.DuckDBPyConnection, change: ColumnChange) -> Iterator[Finding]:
    column = f'"{change.column}"'
    if change.change == "renamed":
        count = _count(connection, f"trim({column}) != ''")
        connection.execute(f'alter table text rename column {column} to "{change.new}"')
        yield _told(change, change.new, f"was called {change.column}; values taken over: {count:,}")
    elif change.change == "retired":
        count = _count(connection, f"trim({column}) != ''")
        connection.execute(f"alter table text drop column {column}")
        if count:
            yield _told(change, change.column, f"is not collected any more; values left out: {count:,}")
    for code, value in change.recode.items():
        is_code = f"trim({column}) = '{code}'"
        count = _count(connection, is_code)
        connection.execute(f"update text set {column} = nullif('{value}', '') where {is_code}")
        if count:
            became = value or "empty"
            yield _told(
                change, change.column, f"has no code {code} any more; values that became {became}: {count:,}"
            )


def _told(change: ColumnChange, column: str, words: str) -> Finding:
    return Finding(change.file, 1, column, words, None, "upgrade")


def _count(connection: duckdb.DuckDBPyConnection, condition: str) -> int:
    counted = connection.execute(f"select count(*) from text where {condition}").fetchone()
    return int(counted[0]) if counted else 0
