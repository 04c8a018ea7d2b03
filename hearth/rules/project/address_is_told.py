"""The address of a project is told, unless it shelters victims.

HUD: 2.03.3 to 2.03.7; a victim service provider need not give it.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/address_is_told"
IDS = ("EVA-42",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.WARNING, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "ProjectCoC", "Address1"

SQL = """
select ProjectCoCID as key, case when Address1 is null then 'Address1' when City is null then 'City'
    when State is null then 'State' else 'ZIP' end as "column"
from kept.ProjectCoC c join kept.Project p using (ProjectID) left join kept.Organization o using (OrganizationID)
where (Address1 is null or City is null or State is null or ZIP is null) and VictimServiceProvider is distinct from 1
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    parts = ("Address1", "City", "State", "ZIP")
    if not program.is_victim_service_provider and any(not all(map(row.get, parts)) for row in program.cocs):
        return [Broken(RULE, "The address of the program is not told: street, city, state and ZIP code.")]
    return []
