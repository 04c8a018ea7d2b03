"""An inventory has no more units than beds.

HUD: 2.07.14, 2.07.15.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/units_have_beds"
IDS = ("EVA-138",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "UnitInventory"

SQL = """
select InventoryID as key from kept.Inventory where UnitInventory > BedInventory
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if any(row["UnitInventory"] > row["BedInventory"] for row in program.inventory):
        return [Broken(RULE, "There cannot be more units than beds.")]
    return []
