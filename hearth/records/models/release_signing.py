"""How an answer about sharing was given: who signed, under which text, and the sealed document of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.record import GuardedManager, tracked


@tracked
class ReleaseSigning(models.Model):
    """One act of answering, about one client: the releases of all networks that were asked about belong to it.

    A child has a signing of their own, also when a parent signed for several at once: the document of one child
    names no other.
    """

    class Method(models.TextChoices):
        DRAWN = "drawn", _("Signed by hand on a screen")
        TYPED = "typed", _("Signed by typing the name")
        PAPER = "paper", _("Signed on paper")
        SPOKEN = "spoken", _("Spoken")

    class Signer(models.TextChoices):
        CLIENT = "client", _("The client")
        PARENT = "parent", _("A parent")
        GUARDIAN = "guardian", _("A legal guardian")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="signings")
    method = models.CharField(max_length=6, choices=Method.choices)
    signer = models.CharField(max_length=8, choices=Signer.choices, default=Signer.CLIENT)
    # As it was typed or said; whoever signs for a minor need not be a client here.
    signed_name = models.CharField(max_length=120)
    # The text and the notice that held, by their keys ("XX-501-3", "hearth-1"), the language and a digest of the words.
    text_key = models.CharField(max_length=40)
    notice_key = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    text_digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    # What was signed, as a kept file: made here from a signature on a screen, or brought as a scan. Its SHA-256 is kept
    # here too: who has the file can prove that it is the one that was signed.
    document = models.OneToOneField("records.KeptFile", models.PROTECT, null=True, related_name="+")
    document_sha256 = models.CharField(max_length=64, blank=True, default="")
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-signed_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["client", "-signed_at"], name="signing_by_client")]
