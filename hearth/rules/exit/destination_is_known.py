"""It is known where a client went.

HUD: 3.12 Destination; 8, 9, 99 and 30 (no exit interview completed) tell nothing.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-59",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Exit", "Destination"

SQL = """
select ExitID as key from kept.Exit where Destination in (8, 9, 30, 99)
"""
