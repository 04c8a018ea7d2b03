"""Who looked at what: opening a record, revealing a number, a search, a report, a number's people, an export."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Reading(models.Model):
    """One look of an account at a client's record (or a part of it), or at many people at once (`client` is empty)."""

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    # The agency that the account was at work for.
    organization = models.ForeignKey(
        "records.Organization", models.PROTECT, null=True, related_name="+", db_index=False
    )
    client = models.ForeignKey("records.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=60)
    # What was opened besides the client: an enrollment, a report run, an export run.
    about = models.UUIDField(null=True)
    # Never what somebody typed: a kind of search, a place of a number in a report.
    detail = models.CharField(max_length=200, blank=True, default="")
    # The reason that was given, where one is asked (revealing an SSN, breaking the glass).
    why = models.TextField(blank=True, default="")
    # A keyed digest of the words of a search: the same search can be recognised, nobody can read it.
    words = models.BinaryField(null=True)
    how_many = models.IntegerField(null=True)
    screen = models.CharField(max_length=80, blank=True, default="")
    read_at = models.DateTimeField(auto_now_add=True)
    seal = models.ForeignKey("records.LogSeal", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-read_at"]),
            models.Index(fields=["account", "-read_at"]),
            # Readings come in the order of time: a few pages of index for millions of rows.
            BrinIndex(fields=["read_at"], name="reading_by_time"),
        ]
