"""A client's birth date is known exactly.

HUD: 3.03.2 DOB Data Quality: 2 is approximate or partial, 8 and 9 are an unknown date.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-60",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "DOBDataQuality"

SQL = """
select PersonalID as key from kept.Client where DOBDataQuality in (2, 8, 9)
"""
