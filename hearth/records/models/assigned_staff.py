"""Who works with an enrolled person: whose caseload an enrollment is in."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import GuardedManager, tracked


@tracked
class AssignedStaff(models.Model):
    """One worker assigned to one enrollment (PRODUCT.md G9). Who enrolled is the first; there may be several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrollment = models.ForeignKey("records.Enrollment", models.PROTECT, related_name="assigned_staff")
    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    # The agency for which the worker does it.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "account"],
                condition=models.Q(date_deleted=None),
                name="nobody_is_assigned_twice_to_an_enrollment",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "organization"],
                condition=models.Q(date_deleted=None),
                name="assigned_staff_caseload",
            )
        ]

    def __str__(self) -> str:
        return f"AssignedStaff {self.pk}"
