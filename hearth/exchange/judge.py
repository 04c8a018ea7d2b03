"""Decide, set by set in DuckDB, which staged rows can be stored, and note what was noticed about the rest.

A row is refused only when there is no place for it: its key was met before, a record that it belongs to is not
in the export, or a date without which it has no place in time is missing. Everything else is stored as it came,
however odd: what a vendor sent is reported on, not repaired.
"""

from dataclasses import dataclass
from datetime import datetime

import duckdb
from django.utils.translation import gettext as _

from hearth.exchange.shape import StoredFile, stored_files

LONGEST_KEY = 32
# The largest amount that numeric(12, 2) holds.
_LARGEST_AMOUNT = "9999999999.99"
# When a row was made decides nothing about people, so a row without it is stored all the same.
_HOUSEKEEPING = ("DateUpdated", "DateCreated")
# A person reads the first ones; the counts per file are complete.
MOST_FINDINGS = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed about one line of a file. `line` is None where it is about the file as a whole."""

    file: str
    line: int | None
    reason: str

    def as_json(self) -> dict[str, str | int | None]:
        return {"file": self.file, "line": self.line, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of the staged rows: `refused` per file (complete), `added` users, the first findings."""

    refused: dict[str, int]
    added_users: int
    findings: list[Finding]


def judge(staged: duckdb.DuckDBPyConnection, now: datetime) -> Judgement:
    """Take the rows that cannot be stored out of the staged tables, parents first, and make the others fit.

    `now` dates what the export does not date: a user that no User row holds, a row without DateCreated.
    """
    staged.execute(
        "create or replace temp table refused (file text, line bigint, problem text, column_name text, value text)"
    )
    refused: dict[str, int] = {}
    findings: list[Finding] = []
    for file in stored_files().values():
        findings += _make_fit(staged, file)
        refused[file.name] = _refuse(staged, file)
        findings += _date_undated(staged, file, now)
    findings += _refusals(staged)
    added = _add_users(staged, now)
    findings += [
        Finding(
            "User",
            None,
            _("UserID %(id)s is used but has no row: a user holding only the id was added.") % {"id": id_},
        )
        for id_ in added[:MOST_FINDINGS]
    ]
    return Judgement(refused, len(added), findings[:MOST_FINDINGS])


def _refuse(staged: duckdb.DuckDBPyConnection, file: StoredFile) -> int:
    key = f'"{file.key}"'
    cases = [
        f"when nth > 1 then ['repeated', '{file.key}', {key}]",
        f"when length({key}) > {LONGEST_KEY} then ['long', '{file.key}', {key}]",
    ]
    for column in file.columns:
        name = f'"{column.hud.name}"'
        if column.required and column.hud.name not in _HOUSEKEEPING:
            cases.append(f"when {name} is null then ['missing', '{column.hud.name}', null]")
    for column in file.parents:
        name, parent = f'"{column.hud.name}"', stored_files()[str(column.parent)]
        cases.append(
            f'when not exists (select 1 from "{parent.name}" p where p."{parent.key}" = t.{name}) '
            f"then ['{parent.name}', '{column.hud.name}', {name}]"
        )
    # The row that is kept of several with one key is the one that `hearth report --from-csv` keeps.
    staged.execute(
        f"insert into refused select '{file.name}', _line, why[1], why[2], why[3] from ("
        f"select _line, case {' '.join(cases)} end as why from ("
        f'select *, row_number() over (partition by {key} order by "DateUpdated" desc nulls last, _line) as nth '
        f'from "{file.name}") t) where why is not null'
    )
    staged.execute(
        f"delete from \"{file.name}\" where _line in (select line from refused where file = '{file.name}')"
    )
    counted = staged.execute("select count(*) from refused where file = ?", [file.name]).fetchone()
    return int(counted[0]) if counted else 0


def _refusals(staged: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = staged.execute(
        f"select file, line, problem, column_name, value from refused limit {MOST_FINDINGS}"
    ).fetchall()
    return [
        Finding(file, line, _words(problem, column, value)) for file, line, problem, column, value in rows
    ]


def _words(problem: str, column: str, value: str | None) -> str:
    values = {"column": column, "value": value, "parent": problem}
    match problem:
        case "repeated":
            return _("Not stored: another row has the same %(column)s %(value)s.") % values
        case "long":
            return _("Not stored: its %(column)s is longer than 32 signs.") % values
        case "missing":
            return _("Not stored: %(column)s is empty.") % values
        case _:
            return (
                _("Not stored: %(parent)s.csv has no %(column)s %(value)s, or its row was refused.") % values
            )


def _make_fit(staged: duckdb.DuckDBPyConnection, file: StoredFile) -> list[Finding]:
    """Shorten what is longer than HUD's column, and empty what no column holds; each is a finding."""
    findings: list[Finding] = []
    misfits = []
    for column in file.columns:
        name = f'"{column.hud.name}"'
        if column.max_length and not column.hud.is_key:
            misfits.append(
                (
                    column.hud.name,
                    f"length({name}) > {column.max_length}",
                    f"left({name}, {column.max_length})",
                )
            )
        elif column.parent == "User":
            misfits.append((column.hud.name, f"length({name}) > {LONGEST_KEY}", "null"))
        elif column.hud.type in ("money", "signed_money"):
            misfits.append((column.hud.name, f"abs({name}) > {_LARGEST_AMOUNT}", "null"))
    if not misfits:
        return findings
    counts = staged.execute(
        f'select {", ".join(f"count(*) filter ({test})" for _name, test, _fit in misfits)} from "{file.name}"'
    ).fetchone()
    for (name, test, fit), count in zip(misfits, counts or (), strict=True):
        if not count:
            continue
        words = (
            _("%(column)s was left out: it is too large to be stored.")
            if fit == "null"
            else _("%(column)s was cut to HUD's length.")
        )
        lines = staged.execute(
            f'select _line from "{file.name}" where {test} order by 1 limit {MOST_FINDINGS}'
        ).fetchall()
        findings += [Finding(file.name, line, words % {"column": name}) for (line,) in lines]
        staged.execute(f'update "{file.name}" set "{name}" = {fit} where {test}')
    return findings


def _date_undated(staged: duckdb.DuckDBPyConnection, file: StoredFile, now: datetime) -> list[Finding]:
    """Give a row without DateCreated or DateUpdated the other of the two, or the time of this import."""
    findings: list[Finding] = []
    for name, other in (_HOUSEKEEPING, reversed(_HOUSEKEEPING)):
        lines = staged.execute(
            f'select _line from "{file.name}" where "{name}" is null order by 1'
        ).fetchall()
        if not lines:
            continue
        words = _("%(column)s is empty; %(count)s such rows got the other date, or today's.")
        values = {"column": name, "count": len(lines)}
        findings.append(Finding(file.name, lines[0][0], words % values))
        staged.execute(
            f'update "{file.name}" set "{name}" = coalesce("{other}", ?) where "{name}" is null', [now]
        )
    return findings


def _add_users(staged: duckdb.DuckDBPyConnection, now: datetime) -> list[str]:
    """Add a User row for each UserID that is used and has none, so that the id is kept for the export."""
    used = " union ".join(
        f'select "{column.hud.name}" as id from "{file.name}"'
        for file in stored_files().values()
        for column in file.columns
        if column.parent == "User"
    )
    missing = [
        str(row[0])
        for row in staged.execute(
            f'select id from ({used}) where id is not null and id not in (select "UserID" from "User") order by id'
        ).fetchall()
    ]
    for user in missing:
        staged.execute(
            'insert into "User" ("UserID", "DateCreated", "DateUpdated") values (?, ?, ?)', [user, now, now]
        )
    return missing
