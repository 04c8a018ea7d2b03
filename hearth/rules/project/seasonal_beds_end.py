"""Seasonal beds end within a year.

HUD: 2.07.6 Availability 2.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-37",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "InventoryEndDate"

SQL = """
select InventoryID as key from kept.Inventory
where Availability = 2 and coalesce(InventoryEndDate >= InventoryStartDate + interval 1 year, true)
"""
