"""A victim service provider keeps its clients out of HMIS.

HUD: 2.01.3 Victim Service Provider; the Violence Against Women Act forbids it.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-139",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.STOP, Severity.HIGH
FILE, COLUMN = "Project", "ProjectID"

SQL = """
select distinct s.ProjectID as key from facts.stay s join kept.Organization o using (OrganizationID)
where o.VictimServiceProvider = 1
"""
