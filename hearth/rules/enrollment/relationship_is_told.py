"""Every member of a household has a relationship to its head.

HUD: 3.15 Relationship to Head of Household; 99 tells nothing.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-4",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Enrollment", "RelationshipToHoH"

SQL = """
select EnrollmentID as key from kept.Enrollment where RelationshipToHoH is null or RelationshipToHoH = 99
"""
