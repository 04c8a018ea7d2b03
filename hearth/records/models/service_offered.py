"""The services that an agency, or one of its programs, offers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.described import Described
from hearth.records.models.record import tracked


class Delivery(models.TextChoices):
    """How a service is given (PRODUCT.md H2)."""

    SINGLE = "single", _("Once, on one date")
    MULTIPLE = "multiple", _("Several times, perhaps on one day")
    DAILY = "daily", _("Every day from a first to a last day")
    LONG = "long", _("Over a long time, from a first to a last day")


@tracked
class ServiceOffered(Described):
    """A service item in its category (PRODUCT.md H1): one of HUD's, by its codes, or one of the agency's own.

    With a project it is offered in that program alone, without one in all programs of the agency.
    """

    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    project = models.ForeignKey("records.Project", models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    # Services.RecordType (1.4) and TypeProvided of a HUD service; both empty for a local one, whose records are
    # LocalService rows and never leave in an HMIS CSV.
    record_type = models.IntegerField(null=True, blank=True)
    type_provided = models.IntegerField(null=True, blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.SINGLE)
    # Given to anybody: also to who is enrolled elsewhere or nowhere. Of a local service only.
    to_anybody = models.BooleanField(default=False, db_default=False)
    asks_amount = models.BooleanField(default=False)
    asks_minutes = models.BooleanField(default=False)
    asks_place = models.BooleanField(default=False)
    # So many days before such a service ends, who works with the client is told (H8). None: nobody is.
    expiry_notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(Described.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "project", "category", "name"],
                condition=models.Q(date_deleted=None),
                nulls_distinct=False,
                name="one_offer_of_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(record_type=None, type_provided=None)
                | models.Q(record_type__isnull=False, type_provided__isnull=False),
                name="a_hud_service_has_both_codes",
            ),
            models.CheckConstraint(
                condition=models.Q(to_anybody=False) | models.Q(record_type=None),
                name="a_hud_service_needs_an_enrollment",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="no_offer_ends_before_it_starts",
            ),
        ]

    @property
    def is_local(self) -> bool:
        """Whether HUD has no code for it."""
        return self.record_type is None
