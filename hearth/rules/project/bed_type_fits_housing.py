"""Shelter beds in a facility are site-based, vouchers are tenant-based.

HUD: 2.02.D Housing Type, 2.07.5 ES Bed Type.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-135",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "ESBedType"

SQL = """
select InventoryID as key from kept.Inventory join kept.Project p using (ProjectID)
where ESBedType = 1 and HousingType = 3 or ESBedType = 2 and HousingType in (1, 2)
"""
