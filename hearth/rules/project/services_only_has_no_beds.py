"""Rapid re-housing that gives services only has no beds in use.

HUD: 2.02.A RRH subtype 1, 2.07 Bed and Unit Inventory.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/services_only_has_no_beds"
IDS = ("EVA-132",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "ProjectID"

SQL = """
select InventoryID as key from kept.Inventory i join kept.Project p using (ProjectID)
where ProjectType = 13 and RRHSubType = 1
  and InventoryStartDate <= getvariable('export_end')
  and coalesce(InventoryEndDate >= getvariable('export_start'), true)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project; beds of other times are the export's to judge."""
    if program.project["ProjectType"] == 13 and program.project["RRHSubType"] == 1 and program.inventory:
        return [Broken(RULE, "A rapid re-housing program that gives services only has no beds.")]
    return []
