"""What is told of a veteran's service is known: no 8, 9 or 99.

HUD: V1.3 to V1.12: theaters of operations, branch and discharge.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-56", "EVA-57", "EVA-58")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
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
_ID_OF = {**dict.fromkeys(_WARS, "EVA-57"), "MilitaryBranch": "EVA-58", "DischargeStatus": "EVA-56"}
questions = " union all ".join(
    f"""select PersonalID as key, '{check}' as id, '{column}' as "column" from kept.Client
where VeteranStatus = 1 and {column} in (8, 9, 99)"""
    for column, check in _ID_OF.items()
)

SQL = f"""
{questions}
"""
