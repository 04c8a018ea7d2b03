"""CEParticipation.csv."""

from hearth.records.fields.ce_participation import CEParticipationFields
from hearth.records.models.record import Record, tracked


@tracked
class CEParticipation(Record, CEParticipationFields):
    """2.09 When a project took part in coordinated entry, and how."""

    hud_file = "CEParticipation"
