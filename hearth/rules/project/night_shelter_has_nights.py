"""A night-by-night shelter with stays has bed nights.

HUD: 4.14 Bed-Night Date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-106",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Project", "ProjectID"

SQL = """
select s.ProjectID as key from facts.stay s
left join kept.Services n on n.EnrollmentID = s.EnrollmentID and n.RecordType = 200
where s.ProjectType = 1 group by s.ProjectID having count(n.ServicesID) = 0
"""
