"""YouthEducationStatus.csv."""

from hearth.records.fields.youth_education_status import YouthEducationStatusFields
from hearth.records.models.record import Record, tracked


@tracked
class YouthEducationStatus(Record, YouthEducationStatusFields):
    """C3 Schooling of a youth at start and exit."""

    hud_file = "YouthEducationStatus"
