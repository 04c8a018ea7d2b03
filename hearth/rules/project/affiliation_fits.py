"""Services only are affiliated with a residential project.

HUD: 2.02.B and 2.02.C. The first project is services only (6, or 13 with subtype 1), the other one is
residential.
"""

from hearth.rules.facts import Broken, ProgramFacts, Row, Severity

RULE = "project/affiliation_fits"
IDS = ("RULE-AFFIL",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Affiliation", "ProjectID"

SQL = """
select AffiliationID as key, 'ProjectID' as "column" from kept.Affiliation a join kept.Project p using (ProjectID)
where not coalesce(ProjectType = 6 or ProjectType = 13 and RRHSubType = 1, false)
union all
select AffiliationID, 'ResProjectID' from kept.Affiliation a join kept.Project p on p.ProjectID = a.ResProjectID
where not coalesce(ProjectType in (0, 1, 2, 3, 8, 9, 10) or ProjectType = 13 and RRHSubType = 2, false)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    kind, sub_type = program.project["ProjectType"], program.project["RRHSubType"]
    if program.affiliations and not (kind == 6 or (kind == 13 and sub_type == 1)):
        return [Broken(RULE, "Only a services-only program serves the residents of another one.")]
    if any(not _is_residential(row["ResProject"]) for row in program.affiliations):
        return [Broken(RULE, "The program that it serves has to be a residential one.")]
    return []


def _is_residential(project: Row) -> bool:
    kind = project["ProjectType"]
    return kind in (0, 1, 2, 3, 8, 9, 10) or (kind == 13 and project["RRHSubType"] == 2)
