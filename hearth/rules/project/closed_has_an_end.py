"""A project that serves nobody any more has an operating end date.

HUD: 2.02.4. It had stays, and none of them is open at the end of the export.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-81",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Project", "OperatingEndDate"

SQL = """
select ProjectID as key from kept.Project p join facts.stay s using (ProjectID)
where p.OperatingEndDate is null group by ProjectID having not bool_or(s.is_open)
"""
