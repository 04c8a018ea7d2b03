"""Decide, set by set in DuckDB, which staged rows can be stored, and note what was noticed about the rest.

A row is refused only when there is no place for it: its key was met before, a record that it belongs to is neither
in the export nor stored already, a date without which it has no place in time is missing, or it tells of a client of
a project that holds descriptors only. Everything else is stored as it came, however odd: what a vendor sent is
reported on, not repaired.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import duckdb
from django.utils.translation import gettext as _

from hearth.exchange import descriptors
from hearth.exchange.keys import Keys
from hearth.exchange.live import with_live_rows
from hearth.exchange.missing import Scope, mark_missing, mark_missing_clients
from hearth.exchange.shape import StoredFile, stored_files
from hearth.hud.standard import snake_case

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
    # The sort of thing: refused, descriptors, cut, emptied, added, undated, household; or what the reading told.
    kind: str

    def as_json(self) -> dict[str, str | int | None]:
        return {"file": self.file, "line": self.line, "reason": self.reason, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of the staged rows: `refused` per file (complete), `added` users, the first findings.

    `descriptors_only` counts the refused rows whose project holds no clients here.
    """

    refused: dict[str, int]
    descriptors_only: int
    added_users: int
    findings: list[Finding]


def judge(staged: duckdb.DuckDBPyConnection, now: datetime, keys: Keys, scope: Scope) -> Judgement:
    """Take the rows that cannot be stored out of the staged tables, parents first, and make the others fit.

    The live rows lie beside them (hearth/exchange/live.py); those that the export should hold and does not are
    marked. `now` dates what nothing else dates. The refused rows themselves stay in the schema `refused_rows`.
    """
    staged.execute(
        "create or replace table refused "
        "(file text, line bigint, key text, problem text, column_name text, value text)"
    )
    # What could not be read as a row has no key.
    staged.execute("insert into refused select file, _line, '', 'unreadable', '', problem from left_out")
    staged.execute("create schema if not exists refused_rows")
    descriptors.find(staged)
    findings: list[Finding] = []
    sent, live = with_rows(staged), with_live_rows(staged)
    for file in stored_files().values():
        if file.name in sent:
            findings += _make_fit(staged, file)
            _refuse(staged, file)
            findings += _date_undated(staged, file, now)
        if file.name in live:
            mark_missing(staged, file, keys, scope)
    if "Client" in live:
        mark_missing_clients(staged, stored_files()["Client"], keys)
    findings += _refusals(staged)
    refused = dict(
        staged.execute("select file, count(*) from refused where file <> 'Export' group by 1").fetchall()
    )
    added = _add_users(staged, now, sent)
    findings += [
        Finding(
            "User",
            None,
            _("UserID %(id)s is used but has no row: a user holding only the id was added.") % {"id": id_},
            "added",
        )
        for id_ in added[:MOST_FINDINGS]
    ]
    counted = staged.execute("select count(*) from refused where problem = 'descriptors'").fetchone()
    return Judgement(refused, counted[0] if counted else 0, len(added), findings[:MOST_FINDINGS])


def with_rows(staged: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the files of which rows are staged: nothing is asked of the others."""
    tests = (f"select '{name}' where exists (from \"{name}\")" for name in stored_files())
    return frozenset(name for (name,) in staged.execute(" union all ".join(tests)).fetchall())


def _refuse(staged: duckdb.DuckDBPyConnection, file: StoredFile) -> None:
    """Note why rows have no place, and take them out."""
    key = f'"{file.key}"'
    without_clients = descriptors.cases(file)
    alone = [
        f"when length({key}) > {LONGEST_KEY} then ['long', '{file.key}', {key}]",
    ]
    for column in file.columns:
        name = f'"{column.hud.name}"'
        if column.required and column.hud.name not in _HOUSEKEEPING:
            alone.append(f"when {name} is null then ['missing', '{column.hud.name}', null]")
    suspects = [
        f'select _line from "{file.name}" t where case {" ".join(without_clients + alone)} end is not null',
        f'select _line from "{file.name}" where {key} in '
        f'(select {key} from "{file.name}" group by 1 having count(*) > 1)',
    ]
    orphans = []
    for column in file.parents:
        name, parents = f'"{column.hud.name}"', _parents(stored_files()[str(column.parent)])
        suspects.append(f'select _line from "{file.name}" t anti join ({parents}) p on p.key = t.{name}')
        orphans.append(
            f"when {name} is null or {name} not in ({parents}) "
            f"then ['{column.parent}', '{column.hud.name}', {name}]"
        )
    # Millions of rows are looked through cheaply; each of the few that may be refused is then told its reason.
    found = staged.execute(f"create or replace temp table suspect as {' union '.join(suspects)}").fetchone()
    if found != (0,):
        _judge_suspects(staged, file, [*without_clients, _repeated(file), *alone, *orphans])


def _repeated(file: StoredFile) -> str:
    return f"""when nth > 1 then ['repeated', '{file.key}', "{file.key}"]"""


def _judge_suspects(staged: duckdb.DuckDBPyConnection, file: StoredFile, cases: list[str]) -> None:
    """Give each suspect row the first reason that holds, and take those with one out."""
    key = f'"{file.key}"'
    # The row that is kept of several with one key is the one that `hearth report --from-csv` keeps.
    staged.execute(
        f"insert into refused select '{file.name}', _line, key, why[1], why[2], why[3] from ("
        f"select _line, {key} as key, case {' '.join(cases)} end as why from ("
        f'select *, row_number() over (partition by {key} order by "DateUpdated" desc nulls last, _line) as nth '
        f'from "{file.name}" where {key} in (select {key} from "{file.name}" where _line in (from suspect))) t) '
        "where why is not null"
    )
    lines = f"_line in (select line from refused where file = '{file.name}')"
    staged.execute(f'create or replace table refused_rows."{file.name}" as from "{file.name}" where {lines}')
    staged.execute(f'delete from "{file.name}" where {lines}')


def _parents(parent: StoredFile) -> str:
    """Give the SQL of the keys that a row may belong to: staged and judged already, or live and not to go."""
    former = " union all select hud_id from live.former" if parent.name == "Client" else ""
    return (
        f'select "{parent.key}" as key from "{parent.name}" union all '
        f'select hud_id from live."{parent.name}" where date_deleted is null and not gone{former}'
    )


def _refusals(staged: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = staged.execute(
        "select file, line, problem, column_name, value from refused "
        f"order by file, line, problem, column_name limit {MOST_FINDINGS}"
    ).fetchall()
    return [
        Finding(
            file,
            line,
            refusal(problem, column, value),
            "descriptors" if problem == "descriptors" else "refused",
        )
        for file, line, problem, column, value in rows
    ]


def refusal(problem: str, column: str, value: str | None) -> str:
    """Say why a row was refused."""
    values = {"column": column, "value": value, "parent": problem}
    match problem:
        case "unreadable":
            return f"{value}."
        case "descriptors":
            return _(
                "Not stored: its program belongs to a victim service provider or to a comparable database, "
                "which hold no clients here."
            )
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
    findings = _give_households(staged) if file.name == "Enrollment" else []
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
        kind, words = (
            ("emptied", _("%(column)s was left out: it is too large to be stored."))
            if fit == "null"
            else ("cut", _("%(column)s was cut to HUD's length."))
        )
        lines = staged.execute(
            f'select _line from "{file.name}" where {test} order by 1 limit {MOST_FINDINGS}'
        ).fetchall()
        findings += [Finding(file.name, line, words % {"column": name}, kind) for (line,) in lines]
        staged.execute(f'update "{file.name}" set "{name}" = {fit} where {test}')
    return findings


def _give_households(staged: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Make a household of one of each stay without a HouseholdID. Its id follows from the stay, so it is lasting."""
    count, line = _count_lines(staged, "Enrollment", '"HouseholdID" is null')
    if not count:
        return []
    staged.execute(
        'update "Enrollment" set "HouseholdID" = md5(\'household of \' || "EnrollmentID") '
        'where "HouseholdID" is null'
    )
    words = _("HouseholdID is empty; %(count)s such stays became households of their own.")
    return [Finding("Enrollment", line, words % {"count": count}, "household")]


def _count_lines(staged: duckdb.DuckDBPyConnection, file: str, test: str) -> tuple[int, int | None]:
    """Give how many rows are so, and the line of the first."""
    found = staged.execute(f'select count(*), min(_line) from "{file}" where {test}').fetchone()
    return found or (0, None)


def _date_undated(staged: duckdb.DuckDBPyConnection, file: StoredFile, now: datetime) -> list[Finding]:
    """Give a row without DateCreated or DateUpdated what the live row has, else the other date, else today's."""
    findings: list[Finding] = []
    if not _count_lines(staged, file.name, " or ".join(f'"{name}" is null' for name in _HOUSEKEEPING))[0]:
        return findings
    for name, other in (_HOUSEKEEPING, reversed(_HOUSEKEEPING)):
        count, line = _count_lines(staged, file.name, f'"{name}" is null')
        if not count:
            continue
        words = _("%(column)s is empty; %(count)s such rows got the other date, or today's.")
        values = {"column": name, "count": count}
        findings.append(Finding(file.name, line, words % values, "undated"))
        live = f'select l."{snake_case(name)}" from live."{file.name}" l where l.hud_id = "{file.name}"."{file.key}"'
        staged.execute(
            f'update "{file.name}" set "{name}" = coalesce(({live}), "{other}", ?) where "{name}" is null',
            [now],
        )
    return findings


def _add_users(staged: duckdb.DuckDBPyConnection, now: datetime, sent: Collection[str]) -> list[str]:
    """Add a User row for each UserID that is used and has none, so that the id is kept for the export."""
    used = " union all ".join(
        f'select "{column.hud.name}" as id from "{file.name}"'
        for file in stored_files().values()
        for column in file.columns
        if column.parent == "User" and file.name in sent
    )
    if not used:
        return []
    missing = [
        str(row[0])
        for row in staged.execute(
            f'select distinct id from ({used}) where id is not null and id not in (select "UserID" from "User") '
            'and id not in (select hud_id from live."User" where date_deleted is null) order by id'
        ).fetchall()
    ]
    if missing:
        staged.execute(
            'insert into "User" ("UserID", "DateCreated", "DateUpdated") select unnest(?), ?, ?',
            [missing, now, now],
        )
    return missing
