"""A client's race and ethnicity are known.

HUD: 3.04; RaceNone holds the reason when they are not.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-63",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "RaceNone"

SQL = """
select PersonalID as key from kept.Client where RaceNone is not null
"""
