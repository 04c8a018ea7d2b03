"""Make the checks over a data set: set by set in DuckDB, each check by itself, so that a run can be resumed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from hearth.dataset import Dataset
from hearth.hud.standard import standard
from hearth.quality.catalogue import catalogue
from hearth.quality.check import Check, ColumnTest
from hearth.quality.received import key_columns
from hearth.quality.settings import LocalSettings
from hearth.rules import tables

# More rows per check than anybody mends by hand; the totals are complete.
MOST_FINDINGS = 100_000

_TABLES = """
create schema if not exists quality;
create table if not exists quality.finding ("check" varchar, rule varchar, severity varchar, file varchar,
    input integer, line bigint, key varchar, "column" varchar, project varchar, person varchar,
    record uuid);
create table if not exists quality.total ("check" varchar, rule varchar, severity varchar, findings bigint);
create table if not exists quality.made (rule varchar);
"""
_RECEIVED = (
    '{"file": "VARCHAR", "line": "BIGINT", "column": "VARCHAR", "kind": "VARCHAR", "input": "INTEGER", '
    '"is_key_column": "BOOLEAN"}'
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found, in the tables `quality.finding` and `quality.total` of a data set.

    `quality.finding` has a row per breach: check, rule, severity, file, input, line, key, column, project, person,
    record (the id of the live record, where a database filled the tables); ids only, never a name or a number of a
    person. Of a check that found more than MOST_FINDINGS it holds the first; `quality.total` counts all.
    """

    connection: duckdb.DuckDBPyConnection

    def totals(self) -> dict[str, int]:
        """Give the number of findings by check id."""
        rows = self.connection.execute(
            'select "check", sum(findings)::bigint from quality.total group by 1 order by 1'
        ).fetchall()
        return dict(rows)

    def write(self, path: Path) -> None:
        """Write the findings as CSV with their words, gravest first."""
        self.connection.execute(
            "create or replace temp table words (rule varchar, issue varchar, same_as varchar)"
        )
        words = [(check.name, check.sentence, " ".join(check.ids)) for check in catalogue().values()]
        self.connection.execute(
            "insert into words select unnest(?), unnest(?), unnest(?)",
            [list(column) for column in zip(*words, strict=True)],
        )
        given = ", ".join(
            f'{_plain(name)} as "{name}"' for name in ("file", "key", "column", "project", "person")
        )
        self.connection.execute(
            f'copy (select f."check", f.severity, w.issue, {given}, f.line, f.input, f.rule, w.same_as '
            "from quality.finding f join words w using (rule) "
            "order by list_position(['high', 'error', 'warning', 'report'], f.severity), "
            'f."check", f.file, f.input, f.line, f.key, f."column", f.rule) '
            f"to '{_quoted(path)}' (header, delimiter ',')"
        )


def run(
    dataset: Dataset,
    checks: Iterable[str] | None = None,
    export_end: date | None = None,
    settings: LocalSettings | None = None,
) -> Findings:
    """Make checks over a data set and give what they found.

    `checks` are names of the catalogue (default: all). A check that was made on this data set already is made anew,
    its findings replaced. `export_end` is the day up to which the data reaches, by default the export's own.
    """
    known = catalogue()
    chosen = list(known) if checks is None else list(checks)
    prepare(dataset, export_end, settings or LocalSettings())
    for name in chosen:
        make(dataset.connection, known[name])
    return Findings(dataset.connection)


def not_made(dataset: Dataset) -> list[str]:
    """Give the checks that are still to be made on a prepared data set, to resume a run that was stopped."""
    made = {name for (name,) in dataset.connection.execute("select rule from quality.made").fetchall()}
    return [name for name in catalogue() if name not in made]


def prepare(dataset: Dataset, export_end: date | None, settings: LocalSettings) -> None:
    """Make the tables and variables that checks read."""
    connection = dataset.connection
    connection.execute(_TABLES)
    _set_variables(connection, export_end, settings)
    for statement in tables.statements():
        connection.execute(statement)
    connection.execute(
        'create or replace table quality.received (file varchar, line bigint, "column" varchar, kind varchar, '
        "input integer, is_key_column boolean)"
    )
    rows = [
        {
            "file": each.file,
            "line": each.line,
            "column": each.column,
            "kind": each.kind,
            "input": each.input,
            "is_key_column": (each.file, each.column) in key_columns(),
        }
        for each in dataset.findings
    ]
    connection.execute(
        "insert into quality.received "
        f"select unnest(x, recursive := true) from (select unnest(from_json(?, '[{_RECEIVED}]')) as x)",
        [json.dumps(rows)],
    )


def _set_variables(
    connection: duckdb.DuckDBPyConnection, export_end: date | None, settings: LocalSettings
) -> None:
    row = connection.execute(
        "select max(ExportDate)::date, min(ExportStartDate), max(ExportEndDate), "
        "bool_or(HashStatus is distinct from 1) from Export"
    ).fetchone()
    today, first_day, last_day, is_hashed = row or (None, None, None, None)
    today = today or date.today()
    last_day = export_end or last_day or today
    values = {
        "today": today,
        "export_start": first_day or date(last_day.year - 1, last_day.month, 1),
        "export_end": last_day,
        "is_hashed": bool(is_hashed),
        **asdict(settings),
    }
    for name, value in values.items():
        shown = f"date '{value}'" if isinstance(value, date) else str(value)
        connection.execute(f"set variable {name} = {shown}")


def make(connection: duckdb.DuckDBPyConnection, check: Check) -> None:
    """Make one check on a prepared data set, instead of what it found before."""
    if connection.execute("select 1 from quality.made where rule = ?", [check.name]).fetchone():
        for table in ("finding", "total", "made"):
            connection.execute(f"delete from quality.{table} where rule = ?", [check.name])
    for sql in [check.sql] if check.sql else []:
        _keep(connection, check, sql)
    for sql in _of_columns(connection, check.tests):
        _keep(connection, check, sql)
    connection.execute("insert into quality.made values (?)", [check.name])


def _keep(connection: duckdb.DuckDBPyConnection, check: Check, sql: str) -> None:
    """Find the breaches of one statement and keep them with what a person needs to find the row."""
    if connection.execute(f"create or replace temp table breach as {sql}").fetchone() == (0,):
        return
    columns = {name for name, *_ in connection.execute("describe breach").fetchall()}
    severity = check.in_quality.value
    # A breach that is none of the field's checks goes by the name of its rule.
    id_ = f"coalesce(b.id, '{check.name}')" if "id" in columns else f"'{check.id}'"
    column = 'b."column"' if "column" in columns else f"'{check.column}'"
    connection.execute(
        f"insert into quality.total select {id_}, ?, ?, count(*) from breach b group by 1",
        [check.name, severity],
    )
    for file in _files(connection, check, columns):
        wanted = f"b.file = '{file}'" if "file" in columns else "true"
        head = f"insert into quality.finding select {id_}, '{check.name}', '{severity}', '{file}'"
        if "key" not in columns:
            line = "b.line" if "line" in columns else "null"
            given = "b.input" if "input" in columns else "null"
            connection.execute(
                f"{head}, {given}, {line}, null, {column}, null, null, null from breach b "
                f"where {wanted} order by 5, 6, 1, 8 limit {MOST_FINDINGS}"
            )
            continue
        key = f'"{standard().files[file].key.name}"' if file in standard().files else "null"
        project, person, joined = _whose(file)
        connection.execute(
            f"{head}, r._input, r._line, b.key, {column}, {project}, {person}, r._id from breach b "
            f'left join main."{file}" r on r.{key} = b.key {joined} where {wanted} '
            f"order by 5, 6, 7, 1, 8 limit {MOST_FINDINGS}"
        )


def _files(connection: duckdb.DuckDBPyConnection, check: Check, columns: set[str]) -> list[str]:
    if "file" not in columns:
        return [check.file]
    return [file for (file,) in connection.execute("select distinct file from breach order by 1").fetchall()]


def _whose(file: str) -> tuple[str, str, str]:
    """Give the SQL of the project and the person of a row `r`, and the join that they need."""
    columns = standard().files[file].column
    person = "r.PersonalID" if "PersonalID" in columns else "null"
    if "ProjectID" in columns:
        return "r.ProjectID", person, ""
    if "EnrollmentID" in columns:
        return "s.ProjectID", person, "left join facts.stay s on s.EnrollmentID = r.EnrollmentID"
    return "null", person, ""


def _of_columns(connection: duckdb.DuckDBPyConnection, tests: Iterable[ColumnTest]) -> Iterator[str]:
    """Give the SQL of those column tests that fail somewhere: one pass over each file finds which ones do."""
    for (file, source), group in groupby(
        sorted(tests, key=lambda test: (test.file, test.source)), key=lambda test: (test.file, test.source)
    ):
        place = source or f'kept."{file}" r'
        asked = list(group)
        counts = connection.execute(
            f"select {', '.join(f'count(*) filter (where {test.breach})' for test in asked)} from {place}"
        ).fetchone()
        key = standard().files[file].key.name
        for test, count in zip(asked, counts or (), strict=True):
            if count:
                yield (
                    f"select r.\"{key}\" as key, '{file}' as file, '{test.column}' as \"column\", '{test.id}' as id "
                    f"from {place} where ({test.breach}) "
                    # A value that was not understood is null now, and was told already.
                    f"and not exists (from quality.received q where q.file = '{file}' "
                    f"and q.\"column\" = '{test.column}' and q.kind in ('date', 'type') and q.line = r._line "
                    "and q.input = r._input)"
                )


def _plain(column: str) -> str:
    """Give the SQL of a value that came with the input, so that no spreadsheet takes it as a formula."""
    return f"""if(regexp_matches(f."{column}", '^[=+@\t\r-]'), concat(chr(39), f."{column}"), f."{column}")"""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
