"""Enrollment.csv."""

from typing import ClassVar

from django.db import models

from hearth.records.fields.enrollment import EnrollmentFields
from hearth.records.models.record import Record, tracked


@tracked
class Enrollment(Record, EnrollmentFields):
    """3.10 One client's stay in a project. Enrollments of one project that share a HouseholdID are a household."""

    hud_file = "Enrollment"

    # Never shown to other agencies, whatever the client released; None: as the agency does by default.
    is_private = models.BooleanField(null=True, blank=True)

    class Meta(Record.Meta):
        indexes: ClassVar = [
            models.Index(fields=["source", "household_id"]),
            models.Index(fields=["project", "entry_date"]),
        ]
