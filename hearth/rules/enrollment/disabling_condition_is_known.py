"""It is known whether a client has a disabling condition.

HUD: 3.08 Disabling Condition.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-32",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "DisablingCondition"

SQL = """
select EnrollmentID as key from kept.Enrollment where DisablingCondition in (8, 9, 99)
"""
