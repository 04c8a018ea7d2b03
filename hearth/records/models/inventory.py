"""Inventory.csv."""

from hearth.records.fields.inventory import InventoryFields
from hearth.records.models.record import Record, tracked


@tracked
class Inventory(Record, InventoryFields):
    """2.07 Beds and units of a project over time."""

    hud_file = "Inventory"
