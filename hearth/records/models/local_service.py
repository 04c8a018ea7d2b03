"""Services given that HUD's Services.csv has no code for."""

from typing import ClassVar

from django.db import models

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class LocalService(Piece):
    """One giving of a local service (PRODUCT.md H1-H8): in a stay, or stand-alone without an enrollment.

    A table beside Services, because every row there leaves in an HMIS CSV, where a local code would be an error
    (ADR 0190).
    """

    offered = models.ForeignKey("records.ServiceOffered", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    # The last day of what is given daily or over a long time; None while it goes on, or for a single event.
    ends_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Piece.Meta):
        indexes: ClassVar = [
            models.Index(fields=["client", "-starts_on"], name="local_service_by_client"),
            models.Index(fields=["enrollment", "-starts_on"], name="local_service_by_stay"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="no_local_service_ends_before_it_starts",
            )
        ]
