"""A record about a stay names the person whose stay it is.

HUD: 5.06 Enrollment ID, 5.08 Personal ID.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-PAIR",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "PersonalID"

pairs = " union all ".join(
    f"""select r.{file.key.name} as key, '{file.name}' as file
from kept.{file.name} r join kept.Enrollment e using (EnrollmentID) where r.PersonalID <> e.PersonalID"""
    for file in standard().files.values()
    if "EnrollmentID" in file.column and file.name != "Enrollment"
)

SQL = f"""
{pairs}
"""
