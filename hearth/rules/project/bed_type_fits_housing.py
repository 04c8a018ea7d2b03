"""Shelter beds in a facility are site-based, vouchers are tenant-based.

HUD: 2.02.D Housing Type, 2.07.5 ES Bed Type.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/bed_type_fits_housing"
IDS = ("EVA-135",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "ESBedType"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where ESBedType = 1 and HousingType = 3 or ESBedType = 2 and HousingType in (1, 2)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    housing = program.project["HousingType"]
    unfit = {1: (3,), 2: (1, 2)}
    if any(housing in unfit.get(row["ESBedType"] or 0, ()) for row in program.inventory):
        return [
            Broken(RULE, "Beds in a facility go with site-based housing, vouchers with tenant-based housing.")
        ]
    return []
