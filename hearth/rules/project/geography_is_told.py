"""Where a project is, is told: its CoC, geocode and kind of area.

HUD: 2.03.1 CoC Code, 2.03.2 Geocode, 2.03.8 Geography Type.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/geography_is_told"
IDS = ("EVA-5",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "ProjectCoC", "Geocode"

SQL = """
select ProjectCoCID as key,
    case when CoCCode is null then 'CoCCode' when Geocode is null then 'Geocode' else 'GeographyType' end as "column"
from kept.ProjectCoC where CoCCode is null or Geocode is null or GeographyType is null
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if any(not row["CoCCode"] or not row["Geocode"] or row["GeographyType"] is None for row in program.cocs):
        return [Broken(RULE, "Say of each CoC the geocode and the kind of area.")]
    return []
