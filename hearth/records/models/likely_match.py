"""Clients of two sources who may be one person, for somebody to look at."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LikelyMatch(models.Model):
    """One client whom an import brought, and another one who is much alike. Nothing is merged by this."""

    class Reason(models.TextChoices):
        NAME_AND_DOB = "name_and_dob", _("Last name and birth date are the same")
        SSN = "ssn", _("The Social Security number is the same")

    import_run = models.ForeignKey("records.ImportRun", models.PROTECT, related_name="likely_matches")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    other = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    dismissed_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "other"], name="two_clients_are_listed_once")
        ]
