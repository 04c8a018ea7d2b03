"""Who changed records, when, where from and why: one row per act, however many rows it wrote."""

import uuid

from django.db import models


class Change(models.Model):
    """One act of a person (or one import run, or one job) that wrote records.

    Its id is also the id of the pghistory context, so every history row leads back here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    why = models.TextField(blank=True)
    # The name of the page's route, or `job:...`, `command:...`; never an address with ids (records/place.py).
    screen = models.CharField(max_length=80, blank=True, default="")
    import_run = models.ForeignKey("records.ImportRun", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    seal = models.ForeignKey("records.LogSeal", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.action} {self.made_at:%Y-%m-%d %H:%M}"
