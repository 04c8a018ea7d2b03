"""A project takes part in HMIS in one way at a time.

HUD: 2.08 HMIS Participation; a new row begins after the last one ended.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-131",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "HMISParticipation", "HMISParticipationStatusStartDate"

SQL = """
select HMISParticipationID as key from kept.HMISParticipation
qualify HMISParticipationStatusStartDate <= max(coalesce(HMISParticipationStatusEndDate, date '9999-12-31')) over (
    partition by ProjectID order by HMISParticipationStatusStartDate, HMISParticipationID
    rows between unbounded preceding and 1 preceding)
"""
