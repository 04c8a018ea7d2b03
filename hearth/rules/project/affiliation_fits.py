"""Services only are affiliated with a residential project.

HUD: 2.02.B and 2.02.C. The first project is services only (6, or 13 with subtype 1), the other one is
residential.
"""

from hearth.rules.facts import Severity

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
