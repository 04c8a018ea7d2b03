"""Project.csv."""

from typing import ClassVar

from django.db import models

from hearth.records.fields.project import ProjectFields
from hearth.records.models.record import Record, tracked


@tracked
class Project(Record, ProjectFields):
    """2.02 A project. Screens say Program."""

    hud_file = "Project"
    is_about_people: ClassVar[bool] = False

    # A program that 42 CFR Part 2 (records of substance use treatment) applies to.
    is_part_2 = models.BooleanField(default=False, db_default=False)

    class Meta(Record.Meta):
        indexes: ClassVar = [models.Index(fields=["organization", "project_name"])]
