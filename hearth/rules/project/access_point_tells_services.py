"""An access point tells which of the four services of coordinated entry it gives; others give none.

HUD: 2.09.1 and 2.09.A.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/access_point_tells_services"
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


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    services = [each for row in program.ce if row["AccessPoint"] == 1 for each in map(row.get, _SERVICES)]
    surplus = [each for row in program.ce if row["AccessPoint"] == 0 for each in map(row.get, _SERVICES)]
    if any(each not in (0, 1) for each in services) or any(surplus):
        return [
            Broken(
                RULE,
                "An access point says of all four services whether it gives them; others give none.",
            )
        ]
    return []
