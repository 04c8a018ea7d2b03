"""A participating project with beds serves somebody in the time of the export.

HUD: 2.07.14, 5.06.1. Year-round and seasonal beds count; availability is told of shelters only.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-83",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Project", "ProjectID"

SQL = """
select ProjectID as key from kept.Project p
where exists (from facts.participation h where h.ProjectID = p.ProjectID
              and h.since <= getvariable('export_end') and h.until >= getvariable('export_start'))
  and exists (from kept.Inventory i where i.ProjectID = p.ProjectID
              and BedInventory > 0 and coalesce(Availability, 1) in (1, 2)
              and InventoryStartDate <= getvariable('export_end')
              and coalesce(InventoryEndDate >= getvariable('export_start'), true))
  and not exists (from facts.stay s where s.ProjectID = p.ProjectID
                  and s.EntryDate <= getvariable('export_end') and s.ends >= getvariable('export_start'))
"""
