"""What was done to an account, by whom and why: its opening, unlocking, closing, reactivation."""

from typing import ClassVar

from django.db import models


class AccountAct(models.Model):
    """The account that an act was about. Who, when and why stand in the change (hearth/records/write.py)."""

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="acts")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-change__made_at"]
