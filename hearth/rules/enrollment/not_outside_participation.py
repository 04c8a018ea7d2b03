"""No stay lies wholly before or after the time in which its program takes part in HMIS.

HUD: 2.08 HMIS Participation.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-111", "EVA-113")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select s.EnrollmentID as key, if(EntryDate > until, 'EVA-111', 'EVA-113') as id
from facts.stay s join facts.participation using (ProjectID)
where EntryDate > until or ends < since
"""
