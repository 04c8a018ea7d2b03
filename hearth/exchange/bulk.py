"""Fill tables that hold no row yet without looking up the parents of every row: keys come off and are put back.

A foreign key costs a look-up per row, and they are two thirds of the time of a first import. Put back after the rows,
the database checks all of them with one join; it is the same key under the same name. To take a key off locks its table
and the one that it points to until the import ends, so only tables that are empty when the merge begins are filled this
way: nobody is at work there. All of it is in the merge's transaction: when it breaks off, no key is missing.

The keys to tables that every page reads stay on, because to take them off would lock those tables too. Where the
database's role may (the embedded server's may), they are not asked row by row: their triggers are silent while the
rows come, and one statement per key then finds and holds every parent, as the triggers would have done.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, connection
from psycopg import sql

from hearth.exchange.shape import StoredFile, stored_files

# Below this the look-ups cost less than taking off and putting back.
FEWEST_ROWS = 5000
# Every page reads these, also while nobody was served yet; their keys stay on.
_READ_BY_ALL_PAGES = ("Organization", "Project")
_MEMORY = "256MB"
# All rows of a merge come from one source and are signed by one change, so the first row tells.
_ALIKE = ("source_id", "change_id")
_FIRST = "select {column} as id from {table} limit 1"
_DISTINCT = "select distinct {column} as id from {table} where {column} is not null"


def empty_tables() -> frozenset[str]:
    """Give the tables of records that hold no row and may be locked."""
    found = set()
    with connection.cursor() as cursor:
        for file in stored_files().values():
            if file.name not in _READ_BY_ALL_PAGES:
                cursor.execute(f"select not exists (select 1 from {file.table})")
                if cursor.fetchone() == (True,):
                    found.add(file.table)
    return frozenset(found)


def is_filled_in_bulk(file: StoredFile, rows: int, empty: frozenset[str]) -> bool:
    """Tell whether a table is empty, and so many rows come that it is worth while to take its keys off.

    `empty` is what `empty_tables` said when the merge began.
    """
    return rows >= FEWEST_ROWS and file.table in empty


@contextmanager
def keys_put_back(file: StoredFile, empty: frozenset[str], alike: Mapping[str, uuid.UUID]) -> Iterator[None]:
    """Take the keys off a table for the block, at whose end all hold again.

    What is `alike` in all rows is given by the table itself, and need not be sent.
    """
    constraints, indexes = _constraints(file.table, empty), _indexes(file.table)
    table = sql.Identifier(file.table)
    # A foreign key of the table may rest on nothing of its own, so the order is free on the way out.
    dropped = sql.SQL("alter table {} drop constraint {}")
    _run(
        *(dropped.format(table, sql.Identifier(name)) for name, _meaning in constraints),
        *(sql.SQL("drop index {}").format(sql.Identifier(name)) for name, _meaning in indexes),
        *(
            _default(table, column, sql.SQL("set default {}").format(value))
            for column, value in alike.items()
        ),
    )
    with _kept_keys_asked_once(file.table):
        yield
    added = sql.SQL("alter table {} add constraint {} {}")
    _run(
        *(_default(table, column, sql.SQL("drop default")) for column in alike),
        sql.SQL("set local maintenance_work_mem = {}").format(_MEMORY),
        *(sql.SQL(meaning) for _name, meaning in indexes),
        *(added.format(table, sql.Identifier(name), sql.SQL(meaning)) for name, meaning in constraints),
    )


def _default(table: sql.Identifier, column: str, what: sql.Composable) -> sql.Composable:
    return sql.SQL("alter table {} alter column {} {}").format(table, sql.Identifier(column), what)


@contextmanager
def _kept_keys_asked_once(table: str) -> Iterator[None]:
    """Silence the foreign keys that stay on for the block, then ask them of all rows. Raises IntegrityError."""
    keys = _kept_foreign_keys(table) if _may_silence_keys() else []
    alter = sql.SQL("alter table {} {} trigger {}")
    triggers = [trigger for key in keys for trigger in key.triggers]
    for word in ("disable", "enable"):
        _run(*(alter.format(sql.Identifier(table), sql.SQL(word), sql.Identifier(each)) for each in triggers))
        if word == "disable":
            yield
    for key in keys:
        _ask(table, key)


@dataclass(frozen=True, slots=True)
class _ForeignKey:
    """A foreign key of one column: its name, what it points to, and the triggers that ask it of each row."""

    name: str
    column: str
    parent: str
    parent_column: str
    triggers: tuple[str, ...]


def _may_silence_keys() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        return cursor.fetchone() == (True,)


def _kept_foreign_keys(table: str) -> list[_ForeignKey]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.conname, own.attname, parent.relname, its.attname, array_agg(t.tgname order by t.tgname) "
            "from pg_constraint c join pg_trigger t on t.tgconstraint = c.oid and t.tgrelid = c.conrelid "
            "join pg_class parent on parent.oid = c.confrelid "
            "join pg_attribute own on own.attrelid = c.conrelid and own.attnum = c.conkey[1] "
            "join pg_attribute its on its.attrelid = c.confrelid and its.attnum = c.confkey[1] "
            "where c.conrelid = %s::regclass and c.contype = 'f' and cardinality(c.conkey) = 1 "
            "group by 1, 2, 3, 4 order by 1",
            [table],
        )
        return [
            _ForeignKey(name, column, parent, parent_column, tuple(triggers))
            for name, column, parent, parent_column, triggers in cursor.fetchall()
        ]


def _ask(table: str, key: _ForeignKey) -> None:
    """Hold every parent that the table's rows name, so that none can go. Raises IntegrityError where one is missing."""
    statement = sql.SQL(
        "with named as materialized ({named}), "
        "held as materialized (select p.{parent_column} from {parent} p "
        "where p.{parent_column} in (select id from named) for key share) "
        "select (select count(*) from named) - (select count(*) from held)"
    ).format(
        named=sql.SQL(_FIRST if key.column in _ALIKE else _DISTINCT).format(
            column=sql.Identifier(key.column), table=sql.Identifier(table)
        ),
        parent=sql.Identifier(key.parent),
        parent_column=sql.Identifier(key.parent_column),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        (missing,) = cursor.fetchone() or (0,)
    if missing:
        raise IntegrityError(
            f"{table} breaks {key.name}: {missing} of its {key.column} are not in {key.parent}."
        )


def _constraints(table: str, empty: frozenset[str]) -> list[tuple[str, str]]:
    """Give name and definition of the keys that can come off: to empty tables, and own ones that nobody points to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname, pg_get_constraintdef(c.oid) from pg_constraint c where conrelid = %(table)s::regclass "
            "and ((contype = 'f' and confrelid = any(%(empty)s::regclass[])) or (contype in ('p', 'u') and not exists "
            "(select 1 from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid))) "
            "order by contype = 'f', conname",
            {"table": table, "empty": sorted(empty)},
        )
        return list(cursor.fetchall())


def _indexes(table: str) -> list[tuple[str, str]]:
    """Give name and definition of the indexes that hold no constraint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid "
            "where i.indrelid = %s::regclass and not exists "
            "(select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid) order by 1",
            [table],
        )
        return list(cursor.fetchall())


def _run(*statements: sql.Composable) -> None:
    """Send statements in one go."""
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ").join(statements))
