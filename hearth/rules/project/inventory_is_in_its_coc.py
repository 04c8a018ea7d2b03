"""The beds of a project lie in one of its CoCs.

HUD: 2.07.3; the pair of ProjectID and CoCCode must exist in ProjectCoC.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/inventory_is_in_its_coc"
IDS = ("EVA-137", "RULE-INV-COC")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Inventory", "CoCCode"

SQL = """
select InventoryID as key from kept.Inventory i
where CoCCode is not null
  and not exists (from kept.ProjectCoC c where c.ProjectID = i.ProjectID and c.CoCCode = i.CoCCode)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    codes = {row["CoCCode"] for row in program.cocs}
    if any(row["CoCCode"] and row["CoCCode"] not in codes for row in program.inventory):
        return [Broken(RULE, "The beds of a program lie in one of its CoCs.")]
    return []
