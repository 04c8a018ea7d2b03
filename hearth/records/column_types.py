"""Database types that HUD's columns need and Django does not have."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class HUDDateTimeField(models.DateTimeField):  # type: ignore[type-arg]
    """A date-time as HUD's CSV writes it: no zone, kept verbatim.

    An aware field would move 02:30 on the night that daylight saving begins. Our own instants
    (when a change was made) are ordinary DateTimeFields in UTC.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "timestamp without time zone"

    def get_prep_value(self, value: Any) -> datetime | None:
        moment = self.to_python(value)
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            raise ValueError(f"{self.name} is a HUD date-time and has no zone; {moment!r} has one.")
        # Skips DateTimeField.get_prep_value, which would give a naive value the current zone.
        return models.Field.get_prep_value(self, moment)  # type: ignore[no-any-return]

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return value if prepared else self.get_prep_value(value)
