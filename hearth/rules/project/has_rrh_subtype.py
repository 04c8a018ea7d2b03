"""Rapid re-housing is either with housing or services only.

HUD: 2.02.A RRH subtype, with project type 13.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/has_rrh_subtype"
IDS = ("EVA-110",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Project", "RRHSubType"

SQL = """
select ProjectID as key from kept.Project where ProjectType = 13 and RRHSubType is null
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if program.project["ProjectType"] == 13 and program.project["RRHSubType"] is None:
        return [Broken(RULE, "Say whether this rapid re-housing gives housing help, or services only.")]
    return []
