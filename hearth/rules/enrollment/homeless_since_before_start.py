"""The time on the streets or in shelter began on or before the start of the stay.

HUD: 3.917.3 Approximate date this episode of homelessness started.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-69",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "DateToStreetESSH"

SQL = """
select EnrollmentID as key from kept.Enrollment where DateToStreetESSH > EntryDate
"""
