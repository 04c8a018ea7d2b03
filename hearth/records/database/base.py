"""Django's PostgreSQL with one thing more: what a page asks is planned once and then only bound (ADR 0241).

The module has the name under which Django looks for a database of settings.DATABASES.
"""

from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.psycopg_any import register_tzloader
from psycopg import RawCursor
from psycopg.abc import Params

from hearth.records.database.planned_once import is_planned_once

# At the second time a statement comes on a connection, PostgreSQL is asked to keep it.
ASKED_BEFORE_IT_IS_KEPT = 1


class _Numbers(dict[str, str]):
    """Numbers the names that a statement uses, as it uses them: PostgreSQL refuses a value that has no place."""

    def __missing__(self, name: str) -> str:
        self[name] = f"${len(self) + 1}"
        return self[name]


class PlannedOnce(RawCursor[Any]):
    """A cursor whose values go beside the statement, so that PostgreSQL knows the statement again.

    Psycopg would look through 15 kB of text for the places of its values each time; they are numbered here at once.
    """

    def execute(self, query: Any, params: Params | None = None, **options: Any) -> "PlannedOnce":
        if isinstance(params, Mapping):
            used = _Numbers()
            query %= used
            params = [params[name] for name in used]
        elif params is not None:
            query %= tuple(f"${number}" for number in range(1, len(params) + 1))
        return super().execute(query, params, **options)


class Operations(DatabaseOperations):
    """Django's; a statement whose values went beside it is told without them."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection; within `planned_once()` its cursors are of that kind."""

    ops_class = Operations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.prepare_threshold = ASKED_BEFORE_IT_IS_KEPT
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        if name or not is_planned_once():
            return super().create_cursor(name)
        cursor = PlannedOnce(self.connection)
        register_tzloader(self.timezone, cursor)
        return cursor
