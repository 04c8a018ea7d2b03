"""That somebody said: this household is still with us."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import ForwardKeyManager, GuardedManager, tracked


@tracked
class StillActive(models.Model):
    """One answer to the warning of an automatic exit (PRODUCT.md K4, complaint 14): it counts as activity of its day.

    Who said it, and when, is in the change.
    """

    is_about_people: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    enrollment = models.ForeignKey("records.Enrollment", models.PROTECT, related_name="still_active")
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    on = models.DateField()
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()
    following = ForwardKeyManager()

    class Meta:
        base_manager_name = "following"
        default_manager_name = "objects"

    def __str__(self) -> str:
        return f"StillActive {self.pk}"
