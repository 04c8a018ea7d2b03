"""A stay in a day shelter or another kind of program is not left open for ever.

HUD: 3.11 Project Exit Date. How long is too long is the community's own limit.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-102",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select EnrollmentID as key from facts.stay
where is_open and (ProjectType = 7 and days_so_far > getvariable('longest_stay_other')
                or ProjectType = 11 and days_so_far > getvariable('longest_stay_day_shelter'))
"""
