"""A veteran is an adult.

HUD: 3.07 is asked of adults; nobody under 18 at the start of a stay has served.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-VET-MINOR",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Client", "VeteranStatus"

SQL = """
select distinct PersonalID as key from facts.stay where VeteranStatus = 1 and age < 18
"""
