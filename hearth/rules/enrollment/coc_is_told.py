"""The head of household is enrolled in a CoC.

HUD: 3.16 Enrollment CoC; members follow their head.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-27",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EnrollmentCoC"

SQL = """
select EnrollmentID as key from kept.Enrollment where RelationshipToHoH = 1 and EnrollmentCoC is null
"""
