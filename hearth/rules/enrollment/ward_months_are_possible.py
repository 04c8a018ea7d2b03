"""A former ward's months are one to eleven, and told only when it was less than a year.

HUD: R11.B and R12.B, months when R11.A or R12.A is 1 (less than one year).
"""

from hearth.rules.facts import Severity

IDS = ("RULE-WARD-MONTHS",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "ChildWelfareMonths"

SQL = """
select EnrollmentID as key, 'ChildWelfareMonths' as "column" from kept.Enrollment
where ChildWelfareMonths not between 1 and 11 or ChildWelfareMonths is not null and ChildWelfareYears is distinct from 1
union all
select EnrollmentID, 'JuvenileJusticeMonths' from kept.Enrollment
where JuvenileJusticeMonths not between 1 and 11
   or JuvenileJusticeMonths is not null and JuvenileJusticeYears is distinct from 1
"""
