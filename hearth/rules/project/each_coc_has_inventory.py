"""A residential project in several CoCs has beds in each of them.

HUD: 2.03, 2.07. A project without any inventory breaks project/has_inventory.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

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
