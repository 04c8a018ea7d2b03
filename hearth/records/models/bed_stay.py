"""Who sleeps in which bed, and for whom a bed is kept."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class BedStay(Piece):
    """An enrolled person has a bed from a day to a day (PRODUCT.md N6). What ended stays as history."""

    bed = models.ForeignKey("records.Bed", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    # The day on which they left it: the first night that they do not sleep there. None while they have it.
    ends_on = models.DateField(null=True, blank=True)

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["bed", "-starts_on"], name="stay_by_bed")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bed"], condition=models.Q(ends_on=None, date_deleted=None), name="one_person_a_bed"
            ),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=models.Q(ends_on=None, date_deleted=None),
                name="one_bed_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="no_bed_is_left_before_it_is_taken",
            ),
        ]


@tracked
class Reservation(Piece):
    """A bed is kept for somebody for some nights (PRODUCT.md I5).

    No two that stand meet in one bed: hearth/actions/reserve_bed.py checks it with the bed locked.
    """

    class State(models.TextChoices):
        """How a reservation stands."""

        RESERVED = "reserved", _("Reserved")
        ARRIVED = "arrived", _("Arrived")
        NO_SHOW = "no_show", _("Did not come")
        CANCELLED = "cancelled", _("Cancelled")

    bed = models.ForeignKey("records.Bed", models.PROTECT, related_name="+")
    first_night = models.DateField()
    last_night = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.RESERVED)

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["bed", "last_night"], name="reservation_by_bed")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_night__gte=models.F("first_night")),
                name="no_reservation_ends_before_it_starts",
            )
        ]
