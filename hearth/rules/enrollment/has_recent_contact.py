"""Who is still enrolled in outreach, services only or coordinated entry was met lately.

HUD: 4.12 Current Living Situation. How long ago is too long is the community's own limit.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-103",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select s.EnrollmentID as key
from facts.stay s left join kept.CurrentLivingSituation c using (EnrollmentID)
where s.is_open and s.ProjectType in (4, 6, 14) and (s.is_head or s.is_adult)
group by s.EnrollmentID, s.EntryDate
having getvariable('export_end') - max(coalesce(c.InformationDate, s.EntryDate)) > getvariable('days_since_contact')
"""
