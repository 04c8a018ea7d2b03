"""What left this system about whom: exports, packets and copies of a record, for whom and what for."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Disclosure(models.Model):
    """One export or printed record. A client's disclosure list is read from these (who, when, recipient, purpose).

    It is written in the transaction that reads the records, so nothing goes without it.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("Export of HMIS records")
        PACKET = "packet", _("Packet about one client")
        COPY = "copy", _("The client's own copy")

    class Use(models.TextChoices):
        """What HUD's privacy standards allow (PRV-04); blank for exports, whose purpose says it."""

        SERVICES = "services", _("To provide or coordinate services")
        PAYMENT = "payment", _("For payment for services")
        ADMINISTRATION = "administration", _("For administration")
        LAW = "law", _("Required by law")
        THREAT = "threat", _("To avert a serious threat to health or safety")
        ABUSE = "abuse", _("To report abuse, neglect or domestic violence")
        RESEARCH = "research", _("For research under a written agreement")
        LAW_ENFORCEMENT = "law_enforcement", _("For law enforcement, as far as the law limits it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: the command line; `operator` then says which account of the machine ran it.
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    operator = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.EXPORT, db_default=Kind.EXPORT)
    use = models.CharField(max_length=16, choices=Use.choices, blank=True, default="", db_default="")
    # Of a packet or a copy: the keys of its sections.
    sections = models.JSONField(default=list, db_default=[])
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
