"""A period ends on or after its start, and takes part in HMIS and coordinated entry while the project operates.

HUD: 2.02, 2.06, 2.07, 2.08, 2.09. That an inventory lies in the operating period has two rules of its own.
"""

from datetime import date

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/periods_have_an_order"
IDS = ("RULE-PERIODS",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Project", "OperatingEndDate"

_PERIODS = (
    ("Project", "ProjectID", "OperatingStartDate", "OperatingEndDate"),
    ("Funder", "FunderID", "StartDate", "EndDate"),
    ("Inventory", "InventoryID", "InventoryStartDate", "InventoryEndDate"),
    (
        "HMISParticipation",
        "HMISParticipationID",
        "HMISParticipationStatusStartDate",
        "HMISParticipationStatusEndDate",
    ),
    (
        "CEParticipation",
        "CEParticipationID",
        "CEParticipationStatusStartDate",
        "CEParticipationStatusEndDate",
    ),
)
reversed_periods = " union all ".join(
    f"""select {key} as key, '{file}' as file, '{end}' as "column" from kept.{file} where {end} < {start}"""
    for file, key, start, end in _PERIODS
)

SQL = f"""
{reversed_periods}
union all
select HMISParticipationID, 'HMISParticipation', 'HMISParticipationStatusStartDate'
from kept.HMISParticipation join kept.Project p using (ProjectID)
where HMISParticipationStatusStartDate < OperatingStartDate or HMISParticipationStatusEndDate > OperatingEndDate
union all
select CEParticipationID, 'CEParticipation', 'CEParticipationStatusStartDate'
from kept.CEParticipation join kept.Project p using (ProjectID)
where CEParticipationStatusStartDate < OperatingStartDate or CEParticipationStatusEndDate > OperatingEndDate
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    of_file = {
        "Project": [program.project],
        "Funder": program.funders,
        "Inventory": program.inventory,
        "HMISParticipation": program.hmis,
        "CEParticipation": program.ce,
    }
    began = program.project["OperatingStartDate"]
    ended = program.project["OperatingEndDate"] or date.max
    for file, _key, start, end in _PERIODS:
        for row in of_file[file]:
            if row[end] and row[end] < row[start]:
                text = "A period that starts on %(start)s cannot end before that, on %(end)s."
                return [Broken(RULE, text, {"start": row[start], "end": row[end]})]
            if file.endswith("Participation") and (row[start] < began or (row[end] or date.min) > ended):
                text = "A program takes part within its operating dates, which begin on %(start)s."
                return [Broken(RULE, text, {"start": began})]
    return []
