"""A continuum project belongs to a CoC.

HUD: 2.03 Continuum of Care Information, 2.02.5 Continuum Project.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-35",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Project", "ProjectID"

SQL = """
select ProjectID as key from kept.Project p
where ContinuumProject = 1 and not exists (from kept.ProjectCoC c where c.ProjectID = p.ProjectID)
"""
