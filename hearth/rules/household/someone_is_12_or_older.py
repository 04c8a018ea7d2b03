"""Somebody in a household is 12 or older.

HUD: 3.03, 5.09. A household of small children lacks the adult it came with. Whose age is not known may be that
adult.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-86",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "HouseholdID"

SQL = """
select arg_min(EnrollmentID, (EntryDate, EnrollmentID)) as key from facts.stay
group by HouseholdID, ProjectID having max(coalesce(age, 99)) < 12
"""
