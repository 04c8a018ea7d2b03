"""Data keys: each agency's own key for the SSNs of its clients, wrapped by the master key outside the database."""

import uuid

from django.db import models


class DataKey(models.Model):
    """One wrapped key. Destroying it makes what it encrypted unreadable, in backups too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: the community's own key, for clients that no agency here created.
    organization = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")
    # Blank for a data key; else what this key alone is for (hearth/records/encryption.py, kept_key).
    purpose = models.CharField(max_length=40, blank=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
