"""A continuum project belongs to a CoC.

HUD: 2.03 Continuum of Care Information, 2.02.5 Continuum Project.
"""

from hearth.rules.facts import Broken, ProgramFacts, Severity

RULE = "project/has_a_coc"
IDS = ("EVA-35",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Project", "ProjectID"

SQL = """
select ProjectID as key from kept.Project p
where ContinuumProject = 1 and not exists (from kept.ProjectCoC c where c.ProjectID = p.ProjectID)
"""


def broken(program: ProgramFacts) -> list[Broken]:
    """Give the breach of the rule by what describes one project."""
    if program.project["ContinuumProject"] == 1 and not program.cocs:
        return [Broken(RULE, "A program of the Continuum of Care lies in at least one CoC.")]
    return []
