"""A client is at most 100 years old when a stay begins.

HUD: 3.03.1. Older is possible and rare; a wrong century is common.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-143",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Client", "DOB"

SQL = """
select distinct PersonalID as key from facts.stay where age > 100
"""
