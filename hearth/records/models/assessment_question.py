"""AssessmentQuestions.csv."""

from hearth.records.fields.assessment_questions import AssessmentQuestionsFields
from hearth.records.models.record import Record, tracked


@tracked
class AssessmentQuestion(Record, AssessmentQuestionsFields):
    """4.19 A question of a coordinated entry assessment and its answer."""

    hud_file = "AssessmentQuestions"
