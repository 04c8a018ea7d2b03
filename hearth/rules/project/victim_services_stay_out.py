"""A victim service provider does not take part in HMIS.

HUD: 2.01.3, 2.08.1; it uses a comparable database (2) or none (0).
"""

from hearth.rules.facts import Severity

IDS = ("EVA-133",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "HMISParticipation", "HMISParticipationType"

SQL = """
select HMISParticipationID as key from kept.HMISParticipation join kept.Project p using (ProjectID)
join kept.Organization o using (OrganizationID)
where HMISParticipationType = 1 and VictimServiceProvider = 1
"""
