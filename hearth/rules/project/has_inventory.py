"""A residential project has beds and units.

HUD: 2.07 Bed and Unit Inventory; rapid re-housing that gives services only has none.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, ProgramFacts, Severity
from hearth.rules.project import has_housing_type

RULE = "project/has_inventory"
IDS = ("EVA-43",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Project", "ProjectID"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
select ProjectID as key from kept.Project p
where ProjectType in {TYPES} and RRHSubType is distinct from 1
  and not exists (from kept.Inventory i where i.ProjectID = p.ProjectID)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if has_housing_type.houses(program) and not program.inventory:
        return [Broken(RULE, "This program has no beds and units yet.")]
    return []
