"""Export runs: what was asked for, for whom, what a pre-check found, and until when the file can be fetched."""

from typing import ClassVar

from django.db import models

from hearth.records.models.disclosure import Disclosure
from hearth.records.models.run import Run


class ExportRun(Run):
    """One bulk export. Its file is sealed and removed at `kept_until`; what it disclosed stays in the log."""

    # The selection and how it goes out, as hearth/exchange/order.py writes it.
    asked = models.JSONField(default=dict)
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    # None until the records were read.
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, null=True, related_name="+")
    # Rows per HUD file, and what a pre-check found (ids only).
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    # A person agreed to send it although the receiver may refuse it.
    is_accepted = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    CANCELLED: ClassVar[str] = "is_cancelled"
    # None: nothing is kept here (not done, removed, or written by the command line to where the operator said).
    kept_until = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
