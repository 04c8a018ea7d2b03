"""Who looked at whom: a reading is written whenever a client's record is opened."""

from typing import ClassVar

from django.db import models


class Reading(models.Model):
    """One opening of a client's record (or a part of it) by an account."""

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-read_at"]),
            models.Index(fields=["account", "-read_at"]),
        ]
