"""Services.csv."""

from typing import ClassVar

from django.db import models

from hearth.records.fields.services import ServicesFields
from hearth.records.models.record import Record, tracked


@tracked
class Service(Record, ServicesFields):
    """4.14, P1, R14, W1, V2 and others: a bed night, a service or financial help on one date."""

    hud_file = "Services"

    # Never shown to other agencies; None: as its enrollment.
    is_private = models.BooleanField(null=True, blank=True)

    class Meta(Record.Meta):
        indexes: ClassVar = [
            # Who slept where on a night, without walking through all services of a program.
            models.Index(
                fields=["date_provided"], condition=models.Q(record_type=200), name="bed_night_by_date"
            )
        ]
