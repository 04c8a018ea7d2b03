"""Where a client can be found."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class ClientLocation(Piece):
    """One place: an address, a name of a place, a ZIP code or a point (PRODUCT.md L6)."""

    class Kind(models.TextChoices):
        RESIDENCE = "residence", _("Where they live")
        SLEEPS = "sleeps", _("Where they sleep outside")
        MET = "met", _("Where they were met")
        WORK = "work", _("Work or school")
        MAIL = "mail", _("Where mail reaches them")
        # A shelter for survivors, and every other place whose address protects somebody: never shown to others.
        CONFIDENTIAL = "confidential", _("A confidential place")
        OTHER = "other", _("Other")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    place = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip_code = models.CharField(max_length=10, blank=True)
    # Decimal degrees, to about ten metres.
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["client", "-on"], name="location_by_client")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="confidential") | models.Q(is_private=True),
                name="a_confidential_place_is_private",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="a_point_has_both_coordinates",
            ),
        ]
