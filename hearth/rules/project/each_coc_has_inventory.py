"""A residential project in several CoCs has beds in each of them.

HUD: 2.03, 2.07. A project without any inventory breaks project/has_inventory.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, ProgramFacts, Severity
from hearth.rules.project import has_housing_type

RULE = "project/each_coc_has_inventory"
IDS = ("EVA-136",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "ProjectCoC", "CoCCode"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
select ProjectCoCID as key from kept.ProjectCoC c join kept.Project p using (ProjectID)
where ProjectType in {TYPES} and RRHSubType is distinct from 1
  and (select count(distinct o.CoCCode) from kept.ProjectCoC o where o.ProjectID = c.ProjectID) > 1
  and exists (from kept.Inventory i where i.ProjectID = c.ProjectID)
  and not exists (from kept.Inventory i where i.ProjectID = c.ProjectID and i.CoCCode = c.CoCCode)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    codes = {row["CoCCode"] for row in program.cocs}
    here = {row["CoCCode"] for row in program.inventory}
    if has_housing_type.houses(program) and len(codes) > 1 and program.inventory and codes - here:
        text = "The program has no beds in %(codes)s yet."
        return [Broken(RULE, text, {"codes": ", ".join(sorted(codes - here))})]
    return []
