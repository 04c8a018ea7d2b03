"""Give rows the values that one act replaced, from the history; what was edited since stays as it was edited."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hearth.records import guard

if TYPE_CHECKING:
    from django.db.models import QuerySet


def put_back(rows: Iterable[Any], change_id: uuid.UUID) -> None:
    """Write back what a change replaced in rows of one model; others among them are left as they are.

    Only inside a change. A column that somebody wrote since keeps what they wrote.
    """
    for row in rows:
        _put_row_back(row, change_id)


def changed_by(model: Any, change_id: uuid.UUID) -> list[Any]:
    """Give the rows of a model that a change altered (not those that it made)."""
    ids = _history_of(model).filter(pgh_context_id=change_id).values_list("pgh_obj_id", flat=True)
    return list(guard.everything(model, "what an act changed").filter(pk__in=set(ids)))


def touched_since(row: Any, change_id: uuid.UUID) -> bool:
    """Say whether a row was altered after the change that made it or altered it."""
    last = _history_of(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_id").first()
    return last is not None and last.pgh_context_id != change_id


def _history_of(model: Any) -> "QuerySet[Any]":
    return guard.everything(model._meta.get_field("history").related_model, "what an act replaced")


def _put_row_back(row: Any, change_id: uuid.UUID) -> None:
    history = _history_of(type(row))
    mine = history.filter(pgh_obj_id=row.pk, pgh_context_id=change_id).order_by("pgh_id")
    before, last = mine.first(), mine.last()
    if before is None or last is None:
        return
    # What the act left is what the next change replaced, or what stands there now.
    later = history.filter(pgh_obj_id=row.pk, pgh_id__gt=last.pgh_id).order_by("pgh_id").first() or row
    names = []
    for field in row._meta.concrete_fields:
        old, left, now = (_value(one, field.attname) for one in (before, later, row))
        if old != left and now == left and not field.primary_key:
            setattr(row, field.attname, getattr(before, field.attname))
            names.append(field.name)
    if names:
        row.save(update_fields=names)


def _value(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return bytes(value) if isinstance(value, memoryview) else value
