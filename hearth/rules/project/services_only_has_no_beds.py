"""Rapid re-housing that gives services only has no beds in use.

HUD: 2.02.A RRH subtype 1, 2.07 Bed and Unit Inventory.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-132",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "ProjectID"

SQL = """
select InventoryID as key from kept.Inventory i join kept.Project p using (ProjectID)
where ProjectType = 13 and RRHSubType = 1
  and InventoryStartDate <= getvariable('export_end')
  and coalesce(InventoryEndDate >= getvariable('export_start'), true)
"""
