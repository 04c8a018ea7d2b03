"""What binds the agency and not the software: answered once a year by each agency (SEC-13)."""

import uuid
from typing import ClassVar

from django.db import models


class SelfCheck(models.Model):
    """One agency's check of one year: due on a day, answered by somebody there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    # Per duty (hearth/rules/agency/duties.toml): {"answer": "yes" | "no" | "not_here", "note": "..."}.
    answers = models.JSONField(default=dict)
    answered_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # When its people were told that it is due, and that it is late.
    told_at = models.DateTimeField(null=True)
    told_late_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-year", "organization"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "year"], name="one_self_check_per_agency_and_year"
            )
        ]
