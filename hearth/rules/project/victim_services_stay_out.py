"""A victim service provider does not take part in HMIS.

HUD: 2.01.3, 2.08.1; it uses a comparable database (2) or none (0).
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/victim_services_stay_out"
IDS = ("EVA-133",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "HMISParticipation", "HMISParticipationType"

SQL = """
select HMISParticipationID as key from kept.HMISParticipation join kept.Project p using (ProjectID)
join kept.Organization o using (OrganizationID)
where HMISParticipationType = 1 and VictimServiceProvider = 1
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if program.is_victim_service_provider and any(row["HMISParticipationType"] == 1 for row in program.hmis):
        text = "A victim service provider does not take part in HMIS: choose comparable database, or not participating."
        return [Broken(RULE, text)]
    return []
