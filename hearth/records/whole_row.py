"""A whole row as one text of JSON, so that rows of several tables come in one query and become records again."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Expression, Model, TextField

_Model = TypeVar("_Model", bound=Model)


class WholeRow(Expression):
    """The row of the table that a query starts from, as text."""

    output_field = TextField()

    def __init__(self) -> None:
        super().__init__(output_field=TextField())
        self.alias = ""

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> "WholeRow":
        resolved: WholeRow = super().resolve_expression(query, *args, **kwargs)
        resolved.alias = query.get_initial_alias()
        return resolved

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "WholeRow":
        clone = self.copy()
        clone.alias = change_map.get(self.alias, self.alias)
        return clone

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"to_jsonb({compiler.quote_name_unless_alias(self.alias)})::text", ()

    def get_group_by_cols(self) -> list[Any]:
        return []


def record_of(model: type[_Model], row: str) -> _Model:
    """Make the record that a whole row is. Numbers keep their digits."""
    told = json.loads(row, parse_float=Decimal)
    values = {
        field.attname: field.to_python(told[field.column])
        for field in model._meta.concrete_fields
        if field.column in told
    }
    record = model(**values)
    record._state.adding = False
    return record
