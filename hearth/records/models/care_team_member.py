"""Who works with a client, as far as somebody said so; the rest follows from what they recorded."""

import uuid
from typing import ClassVar

from django.db import models

from hearth.records.models.record import GuardedManager, tracked


@tracked
class CareTeamMember(models.Model):
    """A worker who was put on a client's care team (PRODUCT.md L9), from a day and perhaps until one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="care_team")
    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    # What they do for the client: case manager, nurse ...
    role = models.CharField(max_length=60, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Whether other agencies that see the client may know.
    is_public = models.BooleanField(default=False)
    # The agency for which the worker does it, which put them on the team.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="nobody_leaves_a_care_team_before_joining",
            )
        ]

    def __str__(self) -> str:
        return f"CareTeamMember {self.pk}"
