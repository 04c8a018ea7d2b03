"""A household moves in during its stay, in a program that houses people.

HUD: 3.20 Housing Move-In Date. A date after the end of the export cannot have happened yet.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("EVA-40", "RULE-MOVEIN")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "MoveInDate"

TYPES = tuple(sorted(standard().project_types("uses_move_in_date")))

SQL = f"""
select EnrollmentID as key, 'EVA-40' as id from facts.stay
where (MoveInDate < EntryDate or MoveInDate > least(ends, getvariable('export_end')))
  and coalesce(ProjectType in {TYPES}, true)
union all
select EnrollmentID, 'RULE-MOVEIN' from facts.stay
where MoveInDate is not null and ProjectType not in {TYPES}
"""
