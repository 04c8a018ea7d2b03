"""A project takes part in coordinated entry in one way at a time.

HUD: 2.09 Coordinated Entry Participation; a new row begins after the last one ended.
"""

from datetime import date

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/ce_participation_does_not_overlap"
IDS = ("EVA-128",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "CEParticipation", "CEParticipationStatusStartDate"

SQL = """
select CEParticipationID as key from kept.CEParticipation
qualify CEParticipationStatusStartDate <= max(coalesce(CEParticipationStatusEndDate, date '9999-12-31')) over (
    partition by ProjectID order by CEParticipationStatusStartDate, CEParticipationID
    rows between unbounded preceding and 1 preceding)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    rows = sorted(program.ce, key=lambda row: row["CEParticipationStatusStartDate"])
    last = None
    for row in rows:
        if last is not None and row["CEParticipationStatusStartDate"] <= last:
            text = "Two periods of coordinated entry overlap: the one from %(start)s begins too early."
            return [Broken(RULE, text, {"start": row["CEParticipationStatusStartDate"]})]
        last = max(last or date.min, row["CEParticipationStatusEndDate"] or date.max)
    return []
