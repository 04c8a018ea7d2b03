"""Assessment.csv."""

from django.db import models

from hearth.records.fields.assessment import AssessmentFields
from hearth.records.models.record import Record, tracked


@tracked
class Assessment(Record, AssessmentFields):
    """4.19 A coordinated entry assessment."""

    hud_file = "Assessment"

    # Never shown to other agencies; None: as its enrollment.
    is_private = models.BooleanField(null=True, blank=True)
