"""Whether an upload was searched for harmful software, and what was found (SEC-05)."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    # No scanner is configured, or it did not answer: listed until one looked.
    WAITING = "waiting", _("Not scanned yet")
    CLEAN = "clean", _("Clean")
    INFECTED = "infected", _("Infected")


class UploadScan(models.Model):
    """One uploaded file. Its name is not kept: people put names of clients into names of files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What it was uploaded for: the id of an import, or of a kept file.
    run_id = models.UUIDField(unique=True)
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ScanState.choices, default=ScanState.WAITING)
    # The scanner's word for what it found.
    found = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-uploaded_at"]
