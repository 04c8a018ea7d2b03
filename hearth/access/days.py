"""The day that a record is about: rows of one kind are told in its order."""

from typing import Any

_DAYS = {"entry_date", "exit_date", "date_provided", "information_date", "assessment_date", "event_date"}


def day_column(model: type[Any]) -> str | None:
    """Give the column that says which day a row of a model is about; None where none does."""
    return next((field.name for field in model._meta.concrete_fields if field.name in _DAYS), None)
