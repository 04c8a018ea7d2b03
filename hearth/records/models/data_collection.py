"""Collections: one intake, update, annual assessment, exit or follow-up of one enrollment, and what is open in it."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import GuardedManager, tracked


@tracked
class DataCollection(models.Model):
    """5.03, 5.04 That somebody was asked: the stage, the day, and how many questions are still to be asked.

    The answers stand in HUD's own rows of the same enrollment, stage and day. A collection that came by import has no
    row here: nobody knows which of its blanks are still to be asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrollment = models.ForeignKey("records.Enrollment", models.PROTECT, related_name="collections")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="collections")
    # HUD's stage (5.03.1).
    stage = models.IntegerField()
    information_date = models.DateField()
    # Questions that HUD or the CoC asks here and nobody has answered; 0 is done.
    open_questions = models.PositiveIntegerField()
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["information_date", "stage", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "stage", "information_date"],
                condition=models.Q(date_deleted=None),
                name="one_collection_of_a_stage_on_a_day",
            )
        ]
        indexes: ClassVar = [
            # What the to-do list asks: whose questions are still open?
            models.Index(
                fields=["organization", "information_date"],
                condition=models.Q(open_questions__gt=0, date_deleted=None),
                name="collections_still_open",
            )
        ]

    def __str__(self) -> str:
        return f"DataCollection {self.pk}"
