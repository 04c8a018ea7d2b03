"""HMISParticipation.csv."""

from hearth.records.fields.hmis_participation import HMISParticipationFields
from hearth.records.models.record import Record, tracked


@tracked
class HMISParticipation(Record, HMISParticipationFields):
    """2.08 When a project took part in an HMIS."""

    hud_file = "HMISParticipation"
