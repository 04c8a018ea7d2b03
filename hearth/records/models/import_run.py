"""Imports: where files come from and what became of each."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.run import Run


class Source(models.Model):
    """Where records come from: this system itself, or another one that sends us exports.

    HUD's keys are unique within a source only: two vendors may both have EnrollmentID 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100, unique=True)
    is_own = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_own"],
                condition=models.Q(is_own=True),
                name="one_source_is_this_system",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(Run):
    """One file received from a source. `counts` is rows read and stored per HUD file; `findings` what was noticed."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    file_name = models.CharField(max_length=255)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
