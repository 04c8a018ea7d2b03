"""The total income is the sum of its amounts, and income means an amount.

HUD: 4.02. Yes needs an amount above nothing, no has none. At updates and annual assessments the sources must
agree with the answer too; at start and exit that is income/agrees_with_sources.
"""

from hearth.rules.facts import Severity
from hearth.rules.income.sources import AMOUNTS, conflicts

IDS = ("RULE-INCOME-SUM",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "IncomeBenefits", "TotalMonthlyIncome"

SQL = f"""
with summed as (
    select *, {" + ".join(f"coalesce({amount}, 0)" for amount in AMOUNTS)} as total from kept.IncomeBenefits
)
select IncomeBenefitsID as key,
    if(coalesce(TotalMonthlyIncome, 0) <> total, 'TotalMonthlyIncome', 'IncomeFromAnySource') as "column"
from summed
where coalesce(TotalMonthlyIncome, 0) <> total or IncomeFromAnySource = 1 and total <= 0
   or IncomeFromAnySource = 0 and total > 0 or DataCollectionStage not in (1, 3) and {conflicts("Income")}
"""
