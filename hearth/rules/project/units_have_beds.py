"""An inventory has no more units than beds.

HUD: 2.07.14, 2.07.15.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-138",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "UnitInventory"

SQL = """
select InventoryID as key from kept.Inventory where UnitInventory > BedInventory
"""
