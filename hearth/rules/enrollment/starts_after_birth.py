"""A stay begins on or after the birth of the person.

HUD: 3.03 Date of Birth, 3.10 Project Start Date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-84",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select EnrollmentID as key from facts.stay where EntryDate < DOB
"""
