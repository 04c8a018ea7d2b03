"""A project takes part in HMIS in one way at a time.

HUD: 2.08 HMIS Participation; a new row begins after the last one ended.
"""

from datetime import date

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/hmis_participation_does_not_overlap"
IDS = ("EVA-131",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "HMISParticipation", "HMISParticipationStatusStartDate"

SQL = """
select HMISParticipationID as key from kept.HMISParticipation
qualify HMISParticipationStatusStartDate <= max(coalesce(HMISParticipationStatusEndDate, date '9999-12-31')) over (
    partition by ProjectID order by HMISParticipationStatusStartDate, HMISParticipationID
    rows between unbounded preceding and 1 preceding)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    rows = sorted(program.hmis, key=lambda row: row["HMISParticipationStatusStartDate"])
    last = None
    for row in rows:
        if last is not None and row["HMISParticipationStatusStartDate"] <= last:
            text = "Two periods of taking part in HMIS overlap: the one from %(start)s begins before another ended."
            return [Broken(RULE, text, {"start": row["HMISParticipationStatusStartDate"]})]
        last = max(last or date.min, row["HMISParticipationStatusEndDate"] or date.max)
    return []
