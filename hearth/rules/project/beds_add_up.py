"""The beds of an inventory are the sum of its seven kinds of dedicated beds.

HUD: 2.07.7 to 2.07.13, and 2.07.14 Total Bed Inventory.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/beds_add_up"
IDS = ("EVA-46",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "BedInventory"

KINDS = (
    "CHVetBedInventory",
    "YouthVetBedInventory",
    "VetBedInventory",
    "CHYouthBedInventory",
    "YouthBedInventory",
    "CHBedInventory",
    "OtherBedInventory",
)

SQL = f"""
select InventoryID as key from kept.Inventory
where BedInventory <> {" + ".join(f"coalesce({kind}, 0)" for kind in KINDS)}
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    for row in program.inventory:
        together = sum(row[kind] or 0 for kind in KINDS)
        if together != row["BedInventory"]:
            text = "The beds by group make %(together)s, and altogether there are %(beds)s. They have to be equal."
            return [Broken(RULE, text, {"together": together, "beds": row["BedInventory"]})]
    return []
