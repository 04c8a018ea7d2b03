"""A residential project has a housing type.

HUD: 2.02.D Housing Type; rapid re-housing that gives services only houses nobody.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/has_housing_type"
IDS = ("EVA-36",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Project", "HousingType"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
select ProjectID as key from kept.Project
where ProjectType in {TYPES} and RRHSubType is distinct from 1 and HousingType is null
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if houses(program) and program.project["HousingType"] is None:
        return [Broken(RULE, "Say what kind of housing this program gives.")]
    return []


def houses(program: ProgramFacts) -> bool:
    """Say whether the program is of a kind that has beds and units."""
    return program.project["ProjectType"] in TYPES and program.project["RRHSubType"] != 1
