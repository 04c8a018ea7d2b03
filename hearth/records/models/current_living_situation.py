"""CurrentLivingSituation.csv."""

from django.db import models

from hearth.records.fields.current_living_situation import CurrentLivingSituationFields
from hearth.records.models.record import Record, tracked


@tracked
class CurrentLivingSituation(Record, CurrentLivingSituationFields):
    """4.12 Where a client stayed when a worker met them."""

    hud_file = "CurrentLivingSituation"

    # Never shown to other agencies; None: as its enrollment.
    is_private = models.BooleanField(null=True, blank=True)
