"""Who stays in a residential program stays at least one night.

HUD: 3.10, 3.11. Some systems refuse an exit on the day of the start; HUD does not, so it is a warning. An exit
before the start breaks exit/on_or_after_start.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-EXIT-SAMEDAY",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Exit", "ExitDate"

TYPES = tuple(sorted(standard().project_types("residential_with_beds")))

SQL = f"""
select ExitID as key from facts.stay
where ExitDate = EntryDate and ProjectType in {TYPES}
"""
