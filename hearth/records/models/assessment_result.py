"""AssessmentResults.csv."""

from hearth.records.fields.assessment_results import AssessmentResultsFields
from hearth.records.models.record import Record, tracked


@tracked
class AssessmentResult(Record, AssessmentResultsFields):
    """4.19 A result (score) of a coordinated entry assessment."""

    hud_file = "AssessmentResults"
