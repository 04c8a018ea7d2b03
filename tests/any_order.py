"""A plugin of pytest (`make shuffled`): rows come in any order that a query leaves open.

PostgreSQL promises no other order than the one that is asked for. Mostly it gives rows as they were written; after an
upgrade, a vacuum or another plan it does not, and a page shows another list at the next look. Here the ends of every
ORDER BY, and queries without one, are drawn. Unions and DISTINCT are drawn where they have no order at all.
"""

from typing import Any

from django.db.models.sql.compiler import SQLCompiler

_set_up, _as_sql, _combined = (
    SQLCompiler.pre_sql_setup,
    SQLCompiler.as_sql,
    SQLCompiler.get_combinator_sql,
)
_DRAWN: Any = (None, ("RANDOM()", (), False))


def _set_up_drawn(self: Any, with_col_aliases: bool = False) -> Any:
    extra_select, order_by, group_by = _set_up(self, with_col_aliases=with_col_aliases)
    query = self.query
    # Which rows a part of a query gives matters where not all of them are taken.
    matters = query.is_sliced or query.distinct_fields or not (query.subquery or with_col_aliases)
    is_open = order_by if query.distinct_fields else not query.distinct
    if type(self) is SQLCompiler and not query.combinator and matters and is_open:
        order_by = [*order_by, _DRAWN]
    return extra_select, order_by, group_by


def _as_sql_drawn(self: Any, with_limits: bool = True, with_col_aliases: bool = False) -> Any:
    sql, params = _as_sql(self, with_limits, with_col_aliases)
    query = self.query
    is_whole = type(self) is SQLCompiler and not query.subquery and not with_col_aliases
    is_one_set = query.combinator or (query.distinct and not query.distinct_fields)
    if is_whole and is_one_set and not query.is_sliced and not query.order_by and not query.extra_order_by:
        return f"SELECT * FROM ({sql}) AS drawn ORDER BY RANDOM()", params
    return sql, params


def _combined_as_it_is(self: Any, combinator: str, all: bool) -> Any:
    """The parts of a union are whole statements for Django, and no place for an order."""
    _install(_set_up, _as_sql)
    try:
        return _combined(self, combinator, all)
    finally:
        _install(_set_up_drawn, _as_sql_drawn)


def _install(set_up: Any, as_sql: Any) -> None:
    SQLCompiler.pre_sql_setup, SQLCompiler.as_sql = set_up, as_sql  # type: ignore[method-assign]


SQLCompiler.get_combinator_sql = _combined_as_it_is  # type: ignore[method-assign]
_install(_set_up_drawn, _as_sql_drawn)
