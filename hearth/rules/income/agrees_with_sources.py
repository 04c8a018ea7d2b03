"""Whether there is any income, benefit or insurance agrees with the sources told.

HUD: 4.02, 4.03, 4.04 at project start and exit. Yes needs a source, no has none.
"""

from hearth.rules.facts import Severity
from hearth.rules.income.sources import ANSWER, conflicts

IDS = ("EVA-88", "EVA-90", "EVA-94", "EVA-95", "EVA-97")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "IncomeBenefits", "IncomeFromAnySource"

_QUESTIONS = (
    ("EVA-88", "Income", 1),
    ("EVA-90", "Income", 3),
    ("EVA-94", "Insurance", 1),
    ("EVA-95", "Insurance", 3),
    ("EVA-97", "Benefits", 1),
)
conflicting = " union all ".join(
    f"""select IncomeBenefitsID as key, '{check}' as id, '{ANSWER[kind]}' as "column"
from kept.IncomeBenefits where DataCollectionStage = {stage} and {conflicts(kind)}"""
    for check, kind, stage in _QUESTIONS
)

SQL = f"""
{conflicting}
"""
