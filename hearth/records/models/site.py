"""Where an agency works: sites, their buildings, the units in them, and the beds in those."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.described import Described
from hearth.records.models.record import tracked


@tracked
class Site(Described):
    """A place of an agency (PRODUCT.md N1)."""

    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip_code = models.CharField(max_length=5, blank=True)
    # HUD's code of the place (2.03.2), six digits.
    geocode = models.CharField(max_length=6, blank=True)
    # Its address is told inside the agency only: see hearth/access/sites.py.
    is_confidential = models.BooleanField(default=False, db_default=False)

    class Meta(Described.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=models.Q(date_deleted=None),
                name="one_site_of_a_name",
            )
        ]


@tracked
class Building(Described):
    """A building of a site."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta(Described.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=models.Q(date_deleted=None),
                name="one_building_of_a_name",
            )
        ]


@tracked
class Unit(Described):
    """A room, an apartment or a dormitory that one program uses."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="+")
    project = models.ForeignKey("records.Project", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    # Whom it is for (PRODUCT.md N3). The kind of household as 2.07.4, the sex as 4.21; None for any.
    household_type = models.IntegerField(null=True, blank=True)
    most_people = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.IntegerField(null=True, blank=True)
    for_veterans = models.BooleanField(default=False, db_default=False)
    for_youth = models.BooleanField(default=False, db_default=False)
    is_accessible = models.BooleanField(default=False, db_default=False)

    class Meta(Described.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["building", "name"],
                condition=models.Q(date_deleted=None),
                name="one_unit_of_a_name",
            )
        ]


class Dedicated(models.TextChoices):
    """For whom a bed is kept: the kinds of 2.07.7 to 2.07.13, by our columns of Inventory."""

    CH_VETERAN = "ch_vet_bed_inventory", _("Veterans who are chronically homeless")
    YOUTH_VETERAN = "youth_vet_bed_inventory", _("Youth who are veterans")
    VETERAN = "vet_bed_inventory", _("Any other veteran")
    CH_YOUTH = "ch_youth_bed_inventory", _("Youth who are chronically homeless")
    YOUTH = "youth_bed_inventory", _("Any other youth")
    CH = "ch_bed_inventory", _("Anyone else who is chronically homeless")
    NOBODY = "other_bed_inventory", _("Nobody in particular")


@tracked
class Bed(Described):
    """A bed of a unit. It is counted in one row of the program's inventory (2.07)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    inventory = models.ForeignKey("records.Inventory", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    dedicated = models.CharField(max_length=30, choices=Dedicated.choices, default=Dedicated.NOBODY)

    class Meta(Described.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(date_deleted=None), name="one_bed_of_a_name"
            )
        ]


class OfflineReason(models.TextChoices):
    """Why a bed cannot be slept in."""

    CLEANING = "cleaning", _("Cleaning")
    REPAIR = "repair", _("Repair")
    PESTS = "pests", _("Pests")
    INSPECTION = "inspection", _("Waiting for an inspection")
    STAFFING = "staffing", _("Not enough staff")
    HELD = "held", _("Held for somebody")
    OTHER = "other", _("Another reason")


@tracked
class BedOffline(Described):
    """Days on which a bed cannot be slept in, and why (PRODUCT.md N6). It stays counted in the inventory."""

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=OfflineReason.choices)
    note = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    # The last such day; None until somebody brings the bed back.
    ends_on = models.DateField(null=True, blank=True)

    class Meta(Described.Meta):
        indexes: ClassVar = [models.Index(fields=["bed", "-starts_on"], name="offline_by_bed")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="no_offline_days_end_before_they_start",
            )
        ]
