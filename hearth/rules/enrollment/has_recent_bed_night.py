"""Who is still enrolled in a night-by-night shelter slept there lately.

HUD: 4.14 Bed-Night Date. How long ago is too long is the community's own limit.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-142",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select s.EnrollmentID as key
from facts.stay s left join kept.Services n on n.EnrollmentID = s.EnrollmentID and n.RecordType = 200
where s.is_open and s.ProjectType = 1
group by s.EnrollmentID, s.EntryDate
having getvariable('export_end') - max(coalesce(n.DateProvided, s.EntryDate)) > getvariable('days_since_bed_night')
"""
