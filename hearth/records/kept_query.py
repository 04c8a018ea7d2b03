"""A query that is compiled and planned once and afterwards only bound: to write a union takes longer than to ask it.

It is made of nothing but values that stand open (`Asked`), so nothing of who asked first can stay in its text. The
guard looks at it when it is compiled.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from hearth.records.database.planned_once import planned_once
from hearth.records.kept_condition import Slot

Row = TypeVar("Row")


class IsOneOf(Func):
    """The condition that a value is one of a list that stands open: a list of any length has one text."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()
    conditional = True


class KeptQuery(Generic[Row]):
    """The rows of a query, which `build` makes without knowing who will ask."""

    def __init__(self, build: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._build = build

    def rows(self, **values: Any) -> list[Row]:
        """Ask, with a value for each `Asked` of the query by its name."""
        rows = self._kept._clone()  # type: ignore[attr-defined]
        rows._query = rows._query.bound(values)
        with planned_once():
            return list(rows)

    @cached_property
    def _kept(self) -> "QuerySet[Any, Row]":
        rows = self._build()
        rows._query = _compiled(rows.query)  # type: ignore[attr-defined]
        return rows


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Stands in a queryset for the query that it was compiled from. It never changes, so a clone may share it."""

    query: Any
    compiler: SQLCompiler
    text: str
    values: tuple[Any, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)

    def chain(self) -> "_Compiled":
        return self

    def bound(self, given: Mapping[str, Any]) -> "_Compiled":
        values = tuple(given[one.name] if isinstance(one, Slot) else one for one in self.values)
        return _Compiled(self.query, self.compiler, self.text, values)

    def get_compiler(self, using: str | None = None, *_others: Any, **_more: Any) -> SQLCompiler:
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[using or DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_with, **_how: (self.text, self.values)  # type: ignore[method-assign]
        return compiler


def _compiled(query: Any) -> _Compiled:
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    text, values = compiler.as_sql()
    return _Compiled(query, compiler, text, tuple(values))
