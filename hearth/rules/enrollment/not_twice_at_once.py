"""Nobody is enrolled twice at once in the same program.

HUD data quality Q3 (APR Q6b) row 3 counts overlapping stays in one project as an error.
"""

from collections.abc import Sequence
from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "enrollment/not_twice_at_once"
IDS = ()
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"


def broken(name: str, start: date, other_stays: Sequence[tuple[date, date | None]]) -> list[Broken]:
    """Give the breach by a stay that is open from `start`; `other_stays` are (start, exit) in the same program.

    A stay may begin on the day on which an earlier one ended.
    """
    if all(exit_date is not None and exit_date <= start for _, exit_date in other_stays):
        return []
    return [
        Broken(
            RULE,
            "%(name)s is already enrolled in this program at that time. Leave them out, or start after the exit.",
            {"name": name},
        )
    ]


SQL = """
select distinct later.EnrollmentID as key
from facts.stay later join facts.stay earlier using (PersonalID, ProjectID)
where (earlier.EntryDate, earlier.EnrollmentID) < (later.EntryDate, later.EnrollmentID)
  and later.EntryDate < earlier.ends and earlier.EntryDate < later.ends
"""
