"""An enrollment starts while its program operates.

HUD: 2.02.3 and 2.02.4 Operating Start and End Date.
"""

from datetime import date

from hearth.rules.facts import Broken, ProjectFacts, Severity

RULE = "enrollment/within_operating_dates"
IDS = ("EVA-116", "EVA-117", "EVA-118", "EVA-120")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"


def broken(start: date, project: ProjectFacts) -> list[Broken]:
    """Give the breach of the rule by one start date."""
    if project.operating_start is not None and start < project.operating_start:
        return [
            Broken(
                RULE,
                "This program opened on %(day)s. Choose that day or a later one.",
                {"day": project.operating_start},
            )
        ]
    if project.operating_end is not None and start > project.operating_end:
        return [
            Broken(
                RULE,
                "This program closed on %(day)s. Choose an earlier day.",
                {"day": project.operating_end},
            )
        ]
    return []


SQL = """
select EnrollmentID as key, case
    when ends < OperatingStartDate then 'EVA-118'
    when EntryDate > OperatingEndDate then 'EVA-116'
    when ends > OperatingEndDate
     and (ExitDate is not null or OperatingEndDate < getvariable('export_end')) then 'EVA-120'
    else 'EVA-117' end as id
from facts.stay where EntryDate < OperatingStartDate or EntryDate > OperatingEndDate
"""
