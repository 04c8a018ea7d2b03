"""Places that a program offers, and the households that took them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.described import Described
from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


class WithdrawnFor(models.TextChoices):
    """Why an opening is offered no more."""

    NOT_READY = "not_ready", _("The unit is not ready")
    CHANGED = "changed", _("The program takes nobody in now")
    GIVEN_ELSEWHERE = "given_elsewhere", _("The place was given without a referral")
    MISTAKE = "mistake", _("It was posted by mistake")


@tracked
class Opening(Described):
    """Places for households in a program, from a day on (PRODUCT.md M9). How it stands follows: access/openings.py."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="+")
    # The unit that is free, where the program has its units by name.
    unit = models.ForeignKey("records.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # For so many households.
    places = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    # The last day on which it is offered; None until it is filled or withdrawn.
    ends_on = models.DateField(null=True, blank=True)
    # For which households, as 2.07.4 of the inventory says it; None for any.
    household_type = models.IntegerField(null=True, blank=True)
    # The most people that a household may have; None for any number.
    most_people = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    # Blank while it is offered.
    withdrawn_for = models.CharField(max_length=15, choices=WithdrawnFor.choices, blank=True)

    class Meta(Described.Meta):
        indexes: ClassVar = [models.Index(fields=["project", "-starts_on"], name="openings_by_program")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(places__gte=1), name="an_opening_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="no_opening_ends_before_it_starts",
            ),
        ]


@tracked
class PlaceTaken(Piece):
    """A household took a place of an opening: the enrollment is its head's."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="+")

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["opening"], name="places_by_opening")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=models.Q(date_deleted=None),
                name="a_household_takes_one_place",
            )
        ]
