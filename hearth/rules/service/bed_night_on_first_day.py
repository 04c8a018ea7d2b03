"""A stay in a night-by-night shelter begins with a night there.

HUD: 3.10, 4.14: the start is the first night.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-107",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
select EnrollmentID as key from facts.stay s
where ProjectType = 1 and not exists (
    from kept.Services n where n.EnrollmentID = s.EnrollmentID and n.RecordType = 200 and n.DateProvided = s.EntryDate)
"""
