"""What is told of the time before the stay is known: no 8, 9 or 99.

HUD: 3.917 Prior Living Situation. EVA-68 is told once per stay, beside the answers that are not known.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-61", "EVA-64", "EVA-68", "EVA-73")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "LivingSituation"

SQL = """
with unknown as (
    select EnrollmentID as key, 'EVA-64' as id, 'LivingSituation' as "column" from kept.Enrollment
    where LivingSituation in (8, 9, 99)
    union all
    select EnrollmentID, 'EVA-73', 'LengthOfStay' from kept.Enrollment where LengthOfStay in (8, 9, 99)
    union all
    select EnrollmentID, 'EVA-61', 'TimesHomelessPastThreeYears' from kept.Enrollment
    where TimesHomelessPastThreeYears in (8, 9, 99)
    union all
    select EnrollmentID, 'EVA-61', 'MonthsHomelessPastThreeYears' from kept.Enrollment
    where MonthsHomelessPastThreeYears in (8, 9, 99)
)
from unknown
union all
select distinct key, 'EVA-68', 'LivingSituation' from unknown
"""
