"""A stay ends by the day on which its program closes.

HUD: 2.02.4 Operating End Date, 3.11 Project Exit Date. Stays that begin outside the operating dates break
enrollment/within_operating_dates instead.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-119",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select EnrollmentID as key from facts.stay
where EntryDate between coalesce(OperatingStartDate, EntryDate) and OperatingEndDate
  and ends > OperatingEndDate
  and (ExitDate is not null or OperatingEndDate < getvariable('export_end'))
"""
