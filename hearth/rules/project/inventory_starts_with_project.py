"""The beds of a project begin on or after the day on which it opens.

HUD: 2.02.3 Operating Start Date, 2.07.1 Inventory Start Date.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/inventory_starts_with_project"
IDS = ("EVA-79",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "InventoryStartDate"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where InventoryStartDate < OperatingStartDate
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    began = program.project["OperatingStartDate"]
    if any(row["InventoryStartDate"] < began for row in program.inventory):
        text = "Some beds begin before the program opens on %(start)s."
        return [Broken(RULE, text, {"start": began})]
    return []
