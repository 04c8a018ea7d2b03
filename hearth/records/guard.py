"""Nobody reads without a viewer: a query on a guarded table that was not given one refuses to run.

The check stands where Django compiles the FROM clause, because that is the one place every read passes:
counts, joins, Exists, unions, prefetches, the history tables and queries that begin at an unguarded model.
Managers carry only conveniences. Writes (`save`, `update`, bulk inserts) pass a second check: they run only
inside `hearth.records.write.change`, and nothing deletes a row (deletion is soft, DESIGN.md section 4b).

A query may read a guarded table when
- it begins at that table and was granted (by `scoped`, for a viewer, or by `everything`, for our own work), or
- it reaches the table forward along foreign keys from one it may read: who may see an enrollment may see whose
  it is, while the way back (a client's enrollments) must be asked of the viewer again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.sql import Query
from django.db.models.sql.compiler import (
    SQLCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.sql.datastructures import BaseTable

_Model = TypeVar("_Model", bound=models.Model)


class Refused(Exception):
    """A query or a write on a guarded table went past the viewer or past a change. Always our own mistake."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Why one query may read one guarded table: for which viewer, or for which work of ours."""

    table: str
    reason: str


_guarded_tables: set[str] = set()
_visibility: dict[type[models.Model], Callable[[Any], models.Q]] = {}
_writing: ContextVar[bool] = ContextVar("hearth_writing", default=False)
_inside_wrapper: ContextVar[bool] = ContextVar("hearth_inside_wrapper", default=False)


def protect(model: type[models.Model]) -> None:
    """Put a model's table (a record's, or a history table's) under the guard."""
    _guarded_tables.add(model._meta.db_table)


def is_guarded(table: str) -> bool:
    return table in _guarded_tables


def register_visibility(model: type[models.Model], rows: Callable[[Any], models.Q]) -> None:
    """Say which rows of a model a viewer may see. Called by `hearth.access` at start-up."""
    _visibility[model] = rows


def scoped(model: type[_Model], viewer: Any) -> "models.QuerySet[_Model]":
    """Give the rows of a guarded model that this viewer may see.

    Raises Refused for a model without a registered visibility: what nobody decided, nobody sees.
    """
    if model not in _visibility:
        raise Refused(
            f"{model.__name__} has no visibility: say in hearth/access/visibility.py who may see it."
        )
    rows = grant(model._default_manager.all(), f"viewer {viewer}")
    return rows.filter(_visibility[model](viewer))


def everything(model: type[_Model], reason: str) -> "models.QuerySet[_Model]":
    """Give all rows of a guarded model to work that no single viewer asks for (an import, a rule, a nightly job)."""
    return grant(model._default_manager.all(), reason)


def grant(rows: "models.QuerySet[_Model]", reason: str) -> "models.QuerySet[_Model]":
    """Mark a queryset as allowed to read the table it begins at."""
    granted = rows.all()
    granted.query.hearth_grant = Grant(rows.model._meta.db_table, reason)  # type: ignore[attr-defined]
    return granted


@contextmanager
def writing() -> Iterator[None]:
    """Open the write gate for the block. Only hearth.records.write calls this."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def inside_wrapper() -> Iterator[None]:
    """Let one of Django's own look-ups for a row already in hand pass (refresh, uniqueness, forward key)."""
    token = _inside_wrapper.set(True)
    try:
        yield
    finally:
        _inside_wrapper.reset(token)


def check_read(query: Query) -> None:
    """Refuse a query that reads a guarded table without leave. Runs once all joins are known.

    Raises Refused, naming the table.
    """
    if _inside_wrapper.get():
        return
    granted: Grant | None = getattr(query, "hearth_grant", None)
    readable: set[str] = set()
    for alias, source in query.alias_map.items():
        if not query.alias_refcount[alias]:
            continue
        table = source.table_name
        if isinstance(source, BaseTable):
            allowed = not is_guarded(table) or (granted is not None and granted.table == table)
        else:
            allowed = not is_guarded(table) or (source.parent_alias in readable and _goes_forward(source))
        if not allowed:
            raise Refused(
                f"A query read {table} without a viewer. Ask the viewer for these rows (hearth/access)."
            )
        if is_guarded(table):
            readable.add(alias)
    for table in query.extra_tables:
        if is_guarded(table):
            raise Refused(f"A query named {table} as an extra table; the guard cannot scope that.")


def _goes_forward(join: Any) -> bool:
    return isinstance(join.join_field, models.ForeignKey)


def check_write(query: Query, deletes: bool = False) -> None:
    """Refuse a write to a guarded table outside a change, and any deletion of its rows."""
    table = query.get_meta().db_table
    if not is_guarded(table):
        return
    if deletes:
        raise Refused(f"Rows of {table} are never deleted: set date_deleted inside a change.")
    if not _writing.get():
        raise Refused(f"A write to {table} outside a change: nobody would have signed it (records/write.py).")


def check_combination(left: Query, right: Query) -> None:
    """Refuse `|`, `&` and `^` of querysets that were not granted alike: the wider would leak into the other."""
    tables = {left.get_meta().db_table, right.get_meta().db_table}
    if any(map(is_guarded, tables)) and getattr(left, "hearth_grant", None) != getattr(
        right, "hearth_grant", None
    ):
        raise Refused("Two querysets with different leave were combined. Combine conditions (Q) instead.")


@cache
def stand() -> None:
    """Hook the checks into Django's compilers, once per process."""
    _before(SQLCompiler, "get_from_clause", lambda compiler: check_read(compiler.query))
    _before(SQLInsertCompiler, "as_sql", lambda compiler: check_write(compiler.query))
    _before(SQLUpdateCompiler, "as_sql", lambda compiler: check_write(compiler.query))
    _before(
        SQLDeleteCompiler,
        "as_sql",
        lambda compiler: check_write(compiler.query, deletes=True),
    )
    _before(Query, "combine", check_combination)


def _before(owner: type, name: str, check: Callable[..., None]) -> None:
    original = getattr(owner, name)

    def checked(self: Any, *args: Any, **kwargs: Any) -> Any:
        check(self, *args[:1]) if name == "combine" else check(self)
        return original(self, *args, **kwargs)

    setattr(owner, name, checked)
