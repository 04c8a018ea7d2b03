"""A condition that is compiled once, and afterwards only bound: 15 kB of SQL take longer to write than to ask.

The text comes from one place: a query of Django's that the guard passed with every subquery in it. What differs between
those who ask (`Asked`) stands open in it. The text cannot be given from outside.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Field, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Expression
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import INNER
from django.db.models.sql.datastructures import BaseTable

from hearth.records import guard

# How Django names the tables of a subquery, and how those of a kept condition are named already.
_INNER_ALIAS = re.compile(r"\b[A-Z]{1,2}\d+\b")
_KEPT_ALIAS = re.compile(r"\bkept(\d+)_")
_OPEN = re.compile(r"\x00(\d+)\x00")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value among a statement's values."""

    name: str


class Asked(Expression):
    """Stands in a condition for a value of whoever will ask, by its name."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [Slot(self.name)]


@dataclass(frozen=True, eq=False)
class KeptText:
    """A compiled condition. `columns` are the paths of the columns of the row in hand that stand open in the text."""

    text: tuple[str, ...]
    values: tuple[Any, ...]
    columns: tuple[str, ...]
    # "nothing" or "all": no text, because Django knows the answer.
    always: str = ""


class KeptCondition(Expression):
    """A kept text as a condition of a query; `value` gives what whoever asks fills in, when the statement is sent."""

    conditional = True

    def __init__(self, kept: KeptText, value: Callable[[str], Any]) -> None:
        super().__init__(output_field=models.BooleanField())
        self._kept = kept
        self._value = value
        self._columns: list[Any] = [F(path) for path in kept.columns]

    def get_source_expressions(self) -> list[Any]:
        return self._columns

    def set_source_expressions(self, exprs: list[Any]) -> None:  # type: ignore[override]
        self._columns = exprs

    def as_sql(self, compiler: SQLCompiler, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        if self._kept.always == "nothing":
            raise EmptyResultSet
        if self._kept.always:
            raise FullResultSet
        columns = [compiler.compile(column)[0] for column in self._columns]
        # Text and the numbers of columns take turns.
        text = [columns[int(part)] if odd % 2 else part for odd, part in enumerate(self._kept.text)]
        values = [self._value(one.name) if isinstance(one, Slot) else one for one in self._kept.values]
        return "".join(text), values


def keep(model: type[models.Model], condition: Q) -> KeptText:
    """Compile a condition on a guarded model's rows, to be bound again and again.

    Raises Refused where the condition reads what the guard lets nobody read, and for a condition that a query of its
    own would answer otherwise than one with the text in it.
    """
    query = guard.everything(model, "to compile a condition that is kept").filter(condition).order_by().query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    compiler.pre_sql_setup()
    try:
        compiler.get_from_clause()
        text, values = compiler.compile(compiler.where)
    except EmptyResultSet:
        return KeptText((), (), (), "nothing")
    except FullResultSet:
        return KeptText((), (), (), "all")
    columns: list[str] = []
    for alias in query.alias_map:
        if query.alias_refcount[alias]:
            text = _opened(query, alias, text, columns)
    depth = max((int(one) for one in _KEPT_ALIAS.findall(text)), default=0) + 1
    text = _INNER_ALIAS.sub(lambda found: f"kept{depth}_{found[0]}", text)
    return KeptText(tuple(_OPEN.split(f"({text})")), tuple(values), tuple(columns))


def _opened(query: Query, alias: str, text: str, columns: list[str]) -> str:
    """Take the columns of one table of the row in hand out of the text, and put their numbers there."""
    model, path = _path(query, alias)
    names = {field.column: field.attname for field in model._meta.concrete_fields}

    def opened(found: re.Match[str]) -> str:
        column = LOOKUP_SEP.join((*path, names[found[1]]))
        if column not in columns:
            columns.append(column)
        return f"\x00{columns.index(column)}\x00"

    return re.sub(rf'(?<![\w"])"?{re.escape(alias)}"?\."(\w+)"', opened, text)


def _path(query: Query, alias: str) -> tuple[type[models.Model], tuple[str, ...]]:
    source = query.alias_map[alias]
    if isinstance(source, BaseTable):
        return query.model, ()  # type: ignore[return-value]
    model, path = _path(query, source.parent_alias)
    field: Any = source.join_field
    if not isinstance(field, models.ForeignKey) or (source.join_type == INNER and field.null):
        raise guard.Refused(f"{model.__name__}.{field.name} cannot stand in a condition that is kept.")
    return field.related_model, (*path, field.name)  # type: ignore[return-value]
