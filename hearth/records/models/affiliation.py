"""Affiliation.csv."""

from hearth.records.fields.affiliation import AffiliationFields
from hearth.records.models.record import Record, tracked


@tracked
class Affiliation(Record, AffiliationFields):
    """2.02 Which residential project a supportive one serves."""

    hud_file = "Affiliation"
