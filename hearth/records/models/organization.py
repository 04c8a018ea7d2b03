"""Organization.csv."""

from typing import ClassVar

from django.db import models

from hearth.records.fields.organization import OrganizationFields
from hearth.records.models.record import Record, tracked


@tracked
class Organization(Record, OrganizationFields):
    """2.01 An agency."""

    hud_file = "Organization"
    is_about_people: ClassVar[bool] = False

    # What it records is private unless it says otherwise, client by client. Not for victim service providers: those
    # hold no clients here at all.
    is_confidential = models.BooleanField(default=False, db_default=False)
