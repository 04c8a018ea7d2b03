"""Event.csv."""

from django.db import models

from hearth.records.fields.event import EventFields
from hearth.records.models.record import Record, tracked


@tracked
class Event(Record, EventFields):
    """4.20 A coordinated entry event, such as a referral, and its result."""

    hud_file = "Event"

    # Never shown to other agencies; None: as its enrollment.
    is_private = models.BooleanField(null=True, blank=True)
