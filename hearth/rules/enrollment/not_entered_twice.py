"""Nobody is entered twice into one program on one day.

HUD: 3.10 Project Start Date, 3.11 Project Exit Date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-1",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select EnrollmentID as key from kept.Enrollment
qualify count(*) over (partition by PersonalID, ProjectID, EntryDate) > 1
"""
