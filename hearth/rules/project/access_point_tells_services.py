"""An access point tells which of the four services of coordinated entry it gives; others give none.

HUD: 2.09.1 and 2.09.A.
"""

from hearth.rules.facts import Severity

IDS = ("RULE-CEPART",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "CEParticipation", "AccessPoint"

_SERVICES = ("PreventionAssessment", "CrisisAssessment", "HousingAssessment", "DirectServices")
services = " union all ".join(
    f"""select CEParticipationID as key, '{service}' as "column" from kept.CEParticipation
where AccessPoint = 1 and coalesce({service} not in (0, 1), true) or AccessPoint = 0 and {service} <> 0"""
    for service in _SERVICES
)

SQL = f"""
{services}
"""
