"""Two records of one person that were merged, with what is needed to take it back."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import GuardedManager, tracked


@tracked
class ClientMerge(models.Model):
    """One merge: `merged` is deleted softly, what hung on it hangs on `kept`.

    While it stands, the old record's address, PersonalID and identifier lead to `current`: the kept record, or the one
    that this was merged into since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    merged = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    current = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    # The agency that had entered the merged record: it goes on seeing the person.
    organization = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")
    change = models.OneToOneField("records.Change", models.PROTECT, related_name="+")
    # Which record each group of answers was taken from, where it was not the kept one.
    choices = models.JSONField(default=list)
    # Ids only. "moved": "Model.column" -> rows that point elsewhere now; "changed": model -> rows with other values,
    # whose old ones are in the history.
    manifest = models.JSONField(default=dict)
    # Whether it did more than lead one record to the other: answers were chosen, or enrollments joined.
    wrote_answers = models.BooleanField(default=False)
    # Whether the two did not share alike, so that the client was made private until somebody looks.
    held_private = models.BooleanField(default=False)
    undo_change = models.OneToOneField("records.Change", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-change__made_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["current"], condition=models.Q(undone_at=None), name="merge_by_current_record"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at=None), name="a_record_is_merged_once"
            )
        ]
