"""ProjectCoC.csv."""

from hearth.records.fields.project_coc import ProjectCoCFields
from hearth.records.models.record import Record, tracked


@tracked
class ProjectCoC(Record, ProjectCoCFields):
    """2.03 A project in a Continuum of Care."""

    hud_file = "ProjectCoC"
