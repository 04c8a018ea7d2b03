"""Rapid re-housing is either with housing or services only.

HUD: 2.02.A RRH subtype, with project type 13.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-110",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Project", "RRHSubType"

SQL = """
select ProjectID as key from kept.Project where ProjectType = 13 and RRHSubType is null
"""
