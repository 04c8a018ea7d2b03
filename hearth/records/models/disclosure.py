"""What left this system about whom: each bulk export, for whom and what for, and the clients in it."""

import uuid
from typing import ClassVar

from django.db import models


class Disclosure(models.Model):
    """One bulk export. A client's disclosure list is read from these (who, when, recipient, purpose).

    It is written in the transaction that reads the records, so no export goes without it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: the command line; `operator` then says which account of the machine ran it.
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    operator = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    # The name of the preset in hearth/exchange/presets.toml; blank for an export of one's own choice.
    preset = models.CharField(max_length=30, blank=True)
    is_hashed = models.BooleanField()
    # Export.csv as it went out.
    export = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-made_at"]


class DisclosedClient(models.Model):
    """A client whose record was in a bulk export."""

    # Its one index begins with the client: it answers what left about a person.
    pk = models.CompositePrimaryKey("client", "disclosure")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+", db_index=False)
