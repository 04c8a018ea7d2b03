"""Of a veteran in a program that the VA pays for, the military service is told.

HUD: V1 Veteran's Information: years, theaters of operations, branch and discharge. No answer at all is missing;
8, 9 and 99 are answers.
"""

from hearth.rules.facts import Severity
from hearth.rules.tables import asks

IDS = ("EVA-15", "EVA-17", "EVA-19", "EVA-20", "EVA-21")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Client", "MilitaryBranch"

_WARS = (
    "WorldWarII",
    "KoreanWar",
    "VietnamWar",
    "DesertStorm",
    "AfghanistanOEF",
    "IraqOIF",
    "IraqOND",
    "OtherTheater",
)
_ID_OF = {
    "YearEnteredService": "EVA-15",
    "YearSeparated": "EVA-17",
    **dict.fromkeys(_WARS, "EVA-19"),
    "MilitaryBranch": "EVA-20",
    "DischargeStatus": "EVA-21",
}
questions = " union all ".join(
    f"""select PersonalID as key, '{check}' as id, '{column}' as "column" from veteran where {column} is null"""
    for column, check in _ID_OF.items()
)

SQL = f"""
with veteran as (
    select * from kept.Client c where VeteranStatus = 1
    and exists (from facts.stay s where s.PersonalID = c.PersonalID and s.is_adult and {asks("V1")})
)
{questions}
"""
