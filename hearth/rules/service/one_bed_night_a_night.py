"""A bed night is recorded once.

HUD: 4.14 Bed-Night Date.
"""

from hearth.rules.facts import Severity

IDS = ()
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Services", "DateProvided"

SQL = """
select ServicesID as key from kept.Services where RecordType = 200
qualify row_number() over (partition by EnrollmentID, DateProvided order by ServicesID) > 1
"""
