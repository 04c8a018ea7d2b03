"""The beds of a project end when it closes.

HUD: 2.02.4 Operating End Date, 2.07.2 Inventory End Date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-44",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "InventoryEndDate"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where coalesce(InventoryEndDate, date '9999-12-31') > OperatingEndDate
"""
