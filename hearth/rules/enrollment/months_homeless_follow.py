"""Who was homeless one time has been so for the months since it began.

HUD: 3.917.3 to 3.917.5. Every calendar month with a homeless night counts, the first and the present one too; 101
is one month, 113 more than twelve. Where the months are not known they can be worked out (EVA-70).
"""

from hearth.rules.facts import Severity

IDS = ("EVA-70", "EVA-71")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "MonthsHomelessPastThreeYears"

SQL = """
with once as (
    select *, 100 + least(13, date_diff('month', DateToStreetESSH, EntryDate) + 1) as months
    from kept.Enrollment where TimesHomelessPastThreeYears = 1 and DateToStreetESSH <= EntryDate
)
select EnrollmentID as key,
    if(coalesce(MonthsHomelessPastThreeYears, 99) in (8, 9, 99), 'EVA-70', 'EVA-71') as id
from once where MonthsHomelessPastThreeYears is distinct from months
"""
