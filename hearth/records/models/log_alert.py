"""What in the log somebody should look at, and the reviews that look at all of it every quarter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class LogAlert(models.Model):
    """Something unusual in what one account looked at on one day. Closed with a note by who looked into it."""

    class Kind(models.TextChoices):
        VOLUME = "volume"
        OUTSIDE_AGENCY = "outside_agency"
        OUTSIDE_CASELOAD = "outside_caseload"
        SAME_SURNAME = "same_surname"
        NIGHT_EXPORT = "night_export"

    kind = models.CharField(max_length=20, choices=Kind)
    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    # The agency that the account was at work for: it says which CoC's lead looks at the alert.
    organization = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey("records.Client", models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    # Numbers: how many were opened, how many is usual.
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "account", "organization", "day", "client"],
                nulls_distinct=False,
                name="one_alert_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-day"], condition=Q(closed_at=None), name="log_alert_open"),
        ]


class LogReview(models.Model):
    """One review of the log of a CoC (none: of all): who, when, what was found, when the next is due."""

    coc = models.ForeignKey("records.CoC", models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    found = models.TextField()
    next_due = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]
