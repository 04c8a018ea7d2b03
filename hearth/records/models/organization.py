"""Organization.csv."""

from hearth.records.fields.organization import OrganizationFields
from hearth.records.models.record import Record, tracked


@tracked
class Organization(Record, OrganizationFields):
    """2.01 An agency."""

    hud_file = "Organization"
