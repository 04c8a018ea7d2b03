"""A household is enrolled in one program.

HUD: 5.09 Household ID is made anew for each stay in each project.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-HH-ONE-PROJECT",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "HouseholdID"

SQL = """
select EnrollmentID as key from kept.Enrollment
where HouseholdID in (select HouseholdID from kept.Enrollment group by HouseholdID having count(distinct ProjectID) > 1)
"""
