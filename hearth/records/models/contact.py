"""How a client is reached, and whom to call for them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.record import GuardedManager, tracked


@tracked
class Contact(models.Model):
    """A way to reach a client: their own, or through somebody else (PRODUCT.md L5).

    May we leave a message, is it safe to call: yes, no, or nobody asked (None), which is read as no.
    """

    class Kind(models.TextChoices):
        OWN = "own", _("The client's own")
        EMERGENCY = "emergency", _("In an emergency")
        OTHER = "other", _("Somebody else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Of somebody else: who they are, and what they are to the client.
    name = models.CharField(max_length=100, blank=True, default="")
    relation = models.CharField(max_length=50, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    email = models.EmailField(max_length=200, blank=True, default="")
    # As on an envelope, some lines.
    address = models.TextField(max_length=300, blank=True, default="")
    may_leave_message = models.BooleanField(null=True, blank=True)
    is_safe_to_call = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, default="")
    # Never shown to other agencies, whatever the client released; None: as the agency does by default.
    is_private = models.BooleanField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-is_active", "kind", "name", "id"]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
