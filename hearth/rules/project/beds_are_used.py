"""Beds have somebody in them at some time.

HUD: 2.07, 5.06.1. No stay of the project touches the time of the inventory.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-141",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "InventoryStartDate"

SQL = """
select InventoryID as key from kept.Inventory i
where BedInventory > 0 and InventoryStartDate <= getvariable('export_end') and not exists (
    from facts.stay s where s.ProjectID = i.ProjectID and s.ends >= i.InventoryStartDate
    and s.EntryDate <= coalesce(i.InventoryEndDate, s.EntryDate))
"""
