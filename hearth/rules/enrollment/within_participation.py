"""A stay lies in the time in which its program takes part in HMIS.

HUD: 2.08 HMIS Participation. Here are the stays that reach over an end of that time; those wholly outside break
enrollment/not_outside_participation.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-112", "EVA-114", "EVA-115")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select s.EnrollmentID as key, case
    when EntryDate < since and ends > until then 'EVA-115'
    when EntryDate < since then 'EVA-112'
    else 'EVA-114' end as id
from facts.stay s join facts.participation using (ProjectID)
where EntryDate <= until and ends >= since
  and (EntryDate < since or ends > until and (ExitDate is not null or until < getvariable('export_end')))
"""
