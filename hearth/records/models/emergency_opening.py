"""A hidden record that was opened in an emergency: by whom, why, until when."""

from typing import ClassVar

from django.db import models


class EmergencyOpening(models.Model):
    """One breaking of the glass (45 CFR 164.312(a)(2)(ii)): this account sees this client until `ends_at`."""

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        indexes: ClassVar = [models.Index(fields=["account", "client", "ends_at"], name="emergency_in_force")]
