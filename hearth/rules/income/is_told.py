"""Income, benefits and insurance are told at the start, income and insurance at the exit too, where they are asked.

HUD: 4.02 and 4.03 of the head and the adults, 4.04 of everybody, by the programs whose funders ask for them. No
row of that stage, or one without an answer, is missing.
"""

from hearth.rules.facts import Severity
from hearth.rules.income.sources import ANSWER
from hearth.rules.tables import asks

IDS = ("EVA-87", "EVA-89", "EVA-92", "EVA-93", "EVA-96")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"

_START, _EXIT = 1, 3
_QUESTIONS = (
    ("EVA-87", "Income", "4.02", _START),
    ("EVA-89", "Income", "4.02", _EXIT),
    ("EVA-92", "Insurance", "4.04", _START),
    ("EVA-93", "Insurance", "4.04", _EXIT),
    ("EVA-96", "Benefits", "4.03", _START),
)
missing = " union all ".join(
    f"""select s.EnrollmentID as key, '{check}' as id, '{ANSWER[kind]}' as "column"
from facts.stay s left join told t on t.EnrollmentID = s.EnrollmentID and t.stage = {stage}
where coalesce(not t.{ANSWER[kind]}, true) and {asks(element)}
{"and (s.is_head or s.is_adult)" if element != "4.04" else ""}
{"and s.ExitDate is not null" if stage == _EXIT else ""}"""
    for check, kind, element, stage in _QUESTIONS
)

SQL = f"""
with told as (
    select EnrollmentID, DataCollectionStage as stage,
        {", ".join(f"count({answer}) > 0 as {answer}" for answer in ANSWER.values())}
    from kept.IncomeBenefits where DataCollectionStage in (1, 3) group by all
)
{missing}
"""
