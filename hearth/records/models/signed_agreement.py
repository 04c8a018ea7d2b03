"""The confidentiality agreement as each person signed it (PRV-09)."""

from typing import ClassVar

from django.db import models


class SignedAgreement(models.Model):
    """One signature: the version read, a digest of its very words, the name as it was typed, and when."""

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="signed_agreements")
    version = models.CharField(max_length=40)
    text_digest = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=100)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-signed_at"]
        indexes: ClassVar = [models.Index(fields=["account", "-signed_at"])]
