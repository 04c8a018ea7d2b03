"""Months of homelessness that no program's record proves: a third party wrote so, or the client says so."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.record import GuardedManager, tracked


@tracked
class AttestedMonth(models.Model):
    """One calendar month in which a client was homeless, by a letter or by the client's own word (24 CFR 578.103).

    A letter about five months makes five of these in one change. What was taken back keeps its day and its why.
    """

    # No file of HUD's, but the name by which histories tell of it.
    hud_file: ClassVar = "AttestedMonth"

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter or written statement of a third party")
        STATEMENT = "statement", _("The client's own statement")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="attested_months")
    # The first day of the month.
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Who wrote the letter, or to whom and how the client said it.
    said_by = models.CharField(max_length=200)
    # The letter itself, among the client's files.
    letter = models.ForeignKey("records.KeptFile", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True, default="")
    # The agency that recorded it; who and when is in the change.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-month", "kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "month", "kind", "said_by", "organization"],
                condition=models.Q(date_deleted=None),
                name="a_month_is_attested_once",
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="an_attested_month_is_a_month"),
        ]

    def __str__(self) -> str:
        return f"AttestedMonth {self.pk}"
