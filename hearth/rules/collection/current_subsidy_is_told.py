"""Who lives in a rental with a subsidy now tells which one.

HUD: 4.12.A goes with the living situation 435.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("EVA-129",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "CurrentLivingSituation", "CLSSubsidyType"

SUBSIDIES = tuple(standard().lists["3.12.A"].labels)

SQL = f"""
select CurrentLivingSitID as key from kept.CurrentLivingSituation
where CurrentLivingSituation = 435 and coalesce(CLSSubsidyType::varchar not in {SUBSIDIES}, true)
"""
