"""Keep the index of distinct names: what comes in through a form or an import is added, what nobody bears is taken out.

A further kind of name is one more line of `TABLES`, and a call of `keep_names` where its rows are saved.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from hearth.records.models.known_name import KnownName
from hearth.records.names import plain, plain_words
from hearth.rules.client.name_likeness import keys

# Where names stand. Each has first_name and last_name, and both as they are searched.
TABLES = ("records_client", "records_clientalias")
NAMES = frozenset({"first_name", "last_name"})
_TABLE = KnownName._meta.db_table
_LONGEST, _LONGEST_WORDS = 50, 60
_AT_ONCE = 5000
_HASH = re.compile(r"[0-9A-Fa-f]{32,}")


def keep_names(names: Iterable[str | None]) -> None:
    """Add the names that are not known yet. Called by the records that hold names, each time one is stored."""
    rows = {
        row.name: row for name in names if name and not _is_hash(name) for row in [_row(name)] if row.name
    }
    if rows:
        _add(list(rows.values()))


def keep_names_of_source(source_id: uuid.UUID) -> None:
    """Add the names of a source's clients that are not known yet: one pass over them at the end of an import."""
    _keep_stored(TABLES[:1], "where source_id = %s", [source_id])


def keep_all_names() -> None:
    """Add every name that is not known yet."""
    _keep_stored(TABLES, "", [])


def forget_unused_names() -> int:
    """Take out the names that nobody bears any more (a name that was refused, say); give how many there were."""
    borne = " and ".join(
        f"not exists (select from {table} t where t.{name}_plain = k.name)"
        for table in TABLES
        for name in sorted(NAMES)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {_TABLE} k where {borne}")
        return int(cursor.rowcount)


def _keep_stored(tables: Iterable[str], condition: str, values: Sequence[Any]) -> None:
    asked = [
        f"select {name}_plain as plain, {name} as name from {table} {condition}"
        for table in tables
        for name in sorted(NAMES)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select min(c.name) from ({' union all '.join(asked)}) c where c.plain <> '' "
            f"and not exists (select from {_TABLE} k where k.name = c.plain) group by c.plain",
            [*values] * len(asked),
        )
        new = [name for (name,) in cursor.fetchall()]
    for start in range(0, len(new), _AT_ONCE):
        keep_names(new[start : start + _AT_ONCE])


def _row(name: str) -> KnownName:
    words = plain_words(name)[:_LONGEST_WORDS]
    return KnownName(name=plain(name)[:_LONGEST], words=words, keys=sorted(keys(words)))


def _is_hash(name: str) -> bool:
    """Say whether a hashed export gave this for a name: there is one for each person, and nobody types it."""
    return _HASH.fullmatch(name) is not None


def _add(rows: list[KnownName]) -> None:
    """Store rows in one statement. Keys travel as text: an array of arrays of several lengths is none."""
    columns = (
        [row.name for row in rows],
        [row.words for row in rows],
        ["{" + ",".join(map(str, row.keys)) + "}" for row in rows],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {_TABLE} (name, words, keys) select name, words, keys::integer[] "
            "from unnest(%s::text[], %s::text[], %s::text[]) as new (name, words, keys) on conflict do nothing",
            columns,
        )
