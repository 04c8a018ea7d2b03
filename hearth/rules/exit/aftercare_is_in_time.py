"""Aftercare is given within 180 days of the exit.

HUD: R20 Aftercare Plans.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-AFTERCARE",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "AftercareDate"

SQL = """
select ExitID as key from kept.Exit where AftercareDate not between ExitDate and ExitDate + 180
"""
