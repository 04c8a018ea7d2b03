"""Reports that run by themselves."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    DAILY = "daily", _("Each day")
    WEEKLY = "weekly", _("Each Monday")
    MONTHLY = "monthly", _("On the first of each month")


class ReportSchedule(models.Model):
    """A report that runs again and again for a person, in the role in which they asked for it.

    `asked` holds projects (id and name) and coc; the days are those of `period` on the day of each run.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    # None: the role was taken away since.
    agency_role = models.ForeignKey("records.AgencyRole", models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    report = models.CharField(max_length=20)
    asked = models.JSONField(default=dict)
    period = models.CharField(max_length=30, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    next_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    # Ended by its owner, or because they may no longer run it.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
