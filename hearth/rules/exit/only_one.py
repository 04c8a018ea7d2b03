"""A stay ends once.

HUD: 3.11 Project Exit Date; one Exit row per EnrollmentID.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-ONE-EXIT",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "EnrollmentID"

SQL = """
select ExitID as key from kept.Exit qualify row_number() over (partition by EnrollmentID order by ExitDate, ExitID) > 1
"""
