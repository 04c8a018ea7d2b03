"""The beds of a project begin on or after the day on which it opens.

HUD: 2.02.3 Operating Start Date, 2.07.1 Inventory Start Date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-79",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "InventoryStartDate"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where InventoryStartDate < OperatingStartDate
"""
