"""Alerts on a client's record."""

from typing import ClassVar

from django.db import models

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class ClientAlert(Piece):
    """A line that everybody reads who opens the record, until its last day (PRODUCT.md L3)."""

    text = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    raised_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["client", "ends_on"], name="alert_by_client")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="an_alert_ends_after_it_starts"
            )
        ]
