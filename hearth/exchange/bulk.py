"""Fill tables that hold no row yet without looking up the parents of every row: keys come off and are put back.

A foreign key costs a look-up per row, and they are two thirds of the time of a first import. Put back after the rows,
the database checks all of them with one join; it is the same key under the same name. To take a key off locks its table
and the one that it points to until the import ends, so only tables that are empty when the merge begins are filled this
way: nobody is at work there. All of it is in the merge's transaction: when it breaks off, no key is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

from hearth.exchange.shape import StoredFile, stored_files

# Below this the look-ups cost less than taking off and putting back.
FEWEST_ROWS = 5000
# Every page reads these, also while nobody was served yet; their keys stay on.
_READ_BY_ALL_PAGES = ("Organization", "Project")
_MEMORY = "256MB"


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


@contextmanager
def keys_put_back(file: StoredFile, rows: int, empty: frozenset[str]) -> Iterator[None]:
    """Take the keys off a table for the block, when it was empty and so many rows come that it is worth while.

    `empty` is what `empty_tables` said when the merge began.
    """
    if rows < FEWEST_ROWS or file.table not in empty:
        yield
        return
    constraints, indexes = _constraints(file.table, empty), _indexes(file.table)
    table = sql.Identifier(file.table)
    # A foreign key of the table may rest on nothing of its own, so the order is free on the way out.
    for name, _meaning in constraints:
        _run(sql.SQL("alter table {} drop constraint {}").format(table, sql.Identifier(name)))
    for name, _meaning in indexes:
        _run(sql.SQL("drop index {}").format(sql.Identifier(name)))
    yield
    _run(sql.SQL("set local maintenance_work_mem = {}").format(_MEMORY))
    for _name, meaning in indexes:
        _run(sql.SQL(meaning))
    for name, meaning in constraints:
        added = sql.SQL("alter table {} add constraint {} {}")
        _run(added.format(table, sql.Identifier(name), sql.SQL(meaning)))


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


def _run(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
