"""A client is known by their whole name.

HUD: 3.01.5 Name Data Quality; anything but 1 (full name reported) makes it harder to find the person again.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-78",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "NameDataQuality"

SQL = """
select PersonalID as key from kept.Client where NameDataQuality <> 1
"""
