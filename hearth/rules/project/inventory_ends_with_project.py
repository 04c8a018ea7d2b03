"""The beds of a project end when it closes.

HUD: 2.02.4 Operating End Date, 2.07.2 Inventory End Date.
"""

from datetime import date

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/inventory_ends_with_project"
IDS = ("EVA-44",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "InventoryEndDate"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where coalesce(InventoryEndDate, date '9999-12-31') > OperatingEndDate
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    ended = program.project["OperatingEndDate"]
    if ended and any((row["InventoryEndDate"] or date.max) > ended for row in program.inventory):
        text = "The program ends on %(end)s, and some of its beds go on."
        return [Broken(RULE, text, {"end": ended})]
    return []
