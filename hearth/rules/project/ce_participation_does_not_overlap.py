"""A project takes part in coordinated entry in one way at a time.

HUD: 2.09 Coordinated Entry Participation; a new row begins after the last one ended.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-128",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "CEParticipation", "CEParticipationStatusStartDate"

SQL = """
select CEParticipationID as key from kept.CEParticipation
qualify CEParticipationStatusStartDate <= max(coalesce(CEParticipationStatusEndDate, date '9999-12-31')) over (
    partition by ProjectID order by CEParticipationStatusStartDate, CEParticipationID
    rows between unbounded preceding and 1 preceding)
"""
