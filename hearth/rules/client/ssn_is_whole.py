"""A client's Social Security number is known whole.

HUD: 3.02.2 SSN Data Quality; anything but 1 (full SSN reported). A client may always refuse, so it is never more
than a warning.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-67",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "SSNDataQuality"

SQL = """
select PersonalID as key from kept.Client where SSNDataQuality <> 1
"""
