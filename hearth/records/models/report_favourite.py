"""Reports that a person keeps at hand."""

from typing import ClassVar

from django.db import models


class ReportFavourite(models.Model):
    """A report of a person's favourites, with what they ask it for; one report may be kept for several grants.

    `asked` holds projects (id and name), coc, and either a period that moves with the days or start and end.
    """

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    report = models.CharField(max_length=20)
    asked = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["kept_at", "id"]
