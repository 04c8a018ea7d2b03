"""Disabilities.csv."""

from hearth.records.fields.disabilities import DisabilitiesFields
from hearth.records.models.record import Record, tracked


@tracked
class Disability(Record, DisabilitiesFields):
    """4.05-4.10 One special need (physical, HIV, substance use ...) on one information date."""

    hud_file = "Disabilities"
