"""A residential project has a housing type.

HUD: 2.02.D Housing Type; rapid re-housing that gives services only houses nobody.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("EVA-36",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Project", "HousingType"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
select ProjectID as key from kept.Project
where ProjectType in {TYPES} and RRHSubType is distinct from 1 and HousingType is null
"""
