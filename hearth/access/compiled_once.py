"""Conditions that are compiled to SQL once, however many queries of a page they stand in."""

from typing import Any

from django.db.models import Exists as PlainExists


class Exists(PlainExists):
    """An EXISTS that remembers its SQL.

    Who sees a row is the longest condition of every query, and the same one for a page: turning it into SQL took more
    time than asking the database. What is remembered belongs to this very expression; a copy, which Django makes
    where the condition is to be read under other names of tables, is compiled anew.
    """

    _compiled: tuple[str, Any] | None = None

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        if extra:
            return super().as_sql(compiler, connection, **extra)
        if self._compiled is None:
            self._compiled = super().as_sql(compiler, connection)
        return self._compiled

    def copy(self) -> "Exists":
        clone = super().copy()
        clone._compiled = None
        return clone
