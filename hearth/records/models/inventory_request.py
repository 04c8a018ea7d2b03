"""Changes of an inventory that an agency asks for and the HMIS lead decides."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.described import Described
from hearth.records.models.record import tracked


class RequestState(models.TextChoices):
    """What became of a request."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@tracked
class InventoryRequest(Described):
    """A wish to add, change or end a row of a program's inventory, with why (PRODUCT.md G12)."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="+")
    # The row to change; None asks for a new one. After approval: the row that now holds what was asked.
    inventory = models.ForeignKey(
        "records.Inventory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The answers to 2.07 that were asked for, as text by our column names.
    proposed = models.JSONField()
    # From which day the row of today ends and the new one begins.
    starts_on = models.DateField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    decided_by = models.ForeignKey("records.Account", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta(Described.Meta):
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="requests_by_state")]
