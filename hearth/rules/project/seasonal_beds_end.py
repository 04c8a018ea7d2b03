"""Seasonal beds end within a year.

HUD: 2.07.6 Availability 2.
"""

from datetime import date

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/seasonal_beds_end"
IDS = ("EVA-37",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Inventory", "InventoryEndDate"

SQL = """
select InventoryID as key from kept.Inventory
where Availability = 2 and coalesce(InventoryEndDate >= InventoryStartDate + interval 1 year, true)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    for row in program.inventory:
        begins, ends = row["InventoryStartDate"], row["InventoryEndDate"]
        if row["Availability"] == 2 and (ends is None or ends >= _a_year_after(begins)):
            return [Broken(RULE, "Seasonal beds end within a year: give the day.")]
    return []


def _a_year_after(day: date) -> date:
    """Give the same day of the next year, the last of February after a leap day, as SQL's interval does."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
