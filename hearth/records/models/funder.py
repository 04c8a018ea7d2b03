"""Funder.csv."""

from hearth.records.fields.funder import FunderFields
from hearth.records.models.record import Record, tracked


@tracked
class Funder(Record, FunderFields):
    """2.06 A grant that pays for a project."""

    hud_file = "Funder"
