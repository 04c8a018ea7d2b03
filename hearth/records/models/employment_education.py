"""EmploymentEducation.csv."""

from hearth.records.fields.employment_education import EmploymentEducationFields
from hearth.records.models.record import Record, tracked


@tracked
class EmploymentEducation(Record, EmploymentEducationFields):
    """R4-R6 Schooling and employment on one information date."""

    hud_file = "EmploymentEducation"
