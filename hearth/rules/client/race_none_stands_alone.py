"""A reason for not knowing race and ethnicity stands alone, beside no race.

HUD: 3.04; RaceNone is null when any of the seven columns is 1.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-RACENONE",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Client", "RaceNone"

columns = ", ".join(standard().facts["race_columns"])

SQL = f"""
select PersonalID as key from kept.Client
where RaceNone is not null
  and 1 in ({columns})
"""
