"""HealthAndDV.csv."""

from hearth.records.fields.health_and_dv import HealthAndDVFields
from hearth.records.models.record import Record, tracked


@tracked
class HealthAndDV(Record, HealthAndDVFields):
    """4.11, R7, R10 Domestic violence, general health and pregnancy on one information date."""

    hud_file = "HealthAndDV"
