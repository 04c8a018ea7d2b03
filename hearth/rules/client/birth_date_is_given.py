"""A client's birth date is given.

HUD: 3.03 Date of Birth. Without it nobody can say whether the person is an adult, and every report by age loses
them.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-34",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Client", "DOB"

SQL = """
select PersonalID as key from kept.Client
where DOBDataQuality is null or DOBDataQuality = 99 or (DOB is null and DOBDataQuality in (1, 2))
"""
