"""One row of any table, filled by what its columns say: for tests that hold of every kind of record."""

import datetime
import decimal
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hearth.records.column_types import HUDDateTimeField
from hearth.records.models import Client
from tests.community import ENTERED

# The first of a month: some tables hold months.
DAY = datetime.date(2026, 2, 1)


def fill(model: Any, things: dict[Any, Any], **given: Any) -> Any:
    """Store a row: foreign keys lead to `things` (by model), everything else that must be there is invented.

    Raises KeyError where a row needs a thing that was not given. Only inside a change.
    """
    row = model()
    for field in model._meta.concrete_fields:
        if field.name in given:
            setattr(row, field.name, given[field.name])
        elif isinstance(field, models.AutoField) or (field.has_default() and not field.is_relation):
            continue
        elif field.is_relation:
            if not field.null or field.related_model is Client:
                setattr(row, field.name, things[field.related_model])
        elif not field.null and not getattr(field, "auto_now_add", False):
            setattr(row, field.attname, _value(field))
    row.save(force_insert=True)
    return row


def _value(field: Any) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, ArrayField | models.JSONField):
        return []
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, HUDDateTimeField):
        return ENTERED
    if isinstance(field, models.DateTimeField):
        return datetime.datetime(2026, 2, 3, 9, tzinfo=datetime.UTC)
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.DecimalField):
        return decimal.Decimal(1)
    if isinstance(field, models.IntegerField | models.FloatField):
        return 1
    if isinstance(field, models.BinaryField):
        return uuid.uuid4().bytes
    return uuid.uuid4().hex[: field.max_length or 32]
