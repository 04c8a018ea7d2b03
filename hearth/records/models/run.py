"""What long work has in common: a state, how far it is, and how it ended."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    # Nothing was stored yet: a person has to agree first.
    HELD = "held", _("Waiting for your answer")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Run(models.Model):
    """One piece of background work that a person waits for; `done_units` of `total_units` in the present step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    step = models.CharField(max_length=200, blank=True)
    step_started_at = models.DateTimeField(null=True)
    done_units = models.BigIntegerField(default=0)
    total_units = models.BigIntegerField(default=0)
    # One clear line: what happened, what to do, that nothing was lost.
    message = models.TextField(blank=True)
    # SQL that tells whether somebody cancelled a run of this kind.
    CANCELLED: ClassVar[str] = "false"
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-created_at"]

    @property
    def is_over(self) -> bool:
        return self.state in (RunState.DONE, RunState.FAILED)

    @property
    def percent(self) -> int:
        return min(100, self.done_units * 100 // self.total_units) if self.total_units else 0
