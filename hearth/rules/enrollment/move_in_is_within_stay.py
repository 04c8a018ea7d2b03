"""A household moves in during its stay, in a program that houses people.

HUD: 3.20 Housing Move-In Date. A date after the end of the export cannot have happened yet.
"""

from datetime import date

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, Severity

RULE = "enrollment/move_in_is_within_stay"
IDS = ("EVA-40", "RULE-MOVEIN")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "MoveInDate"

TYPES = tuple(sorted(standard().project_types("uses_move_in_date")))


def broken(
    name: str,
    moved_in: date | None,
    start: date,
    exit_date: date | None,
    project_type: int | None,
    today: date,
) -> list[Broken]:
    """Give the breach by one move-in date: in a program that houses nobody, before the start, after exit or today."""
    if moved_in is None:
        return []
    values = {"name": name}
    if project_type not in TYPES:
        return [Broken(RULE, "This program houses nobody, so it has no move-in date.", values)]
    if moved_in < start:
        return [
            Broken(RULE, "%(name)s cannot move in before the stay began. Correct one of the dates.", values)
        ]
    if moved_in > today or (exit_date is not None and moved_in > exit_date):
        return [
            Broken(RULE, "%(name)s cannot move in after today or after the exit. Correct the date.", values)
        ]
    return []


SQL = f"""
select EnrollmentID as key, 'EVA-40' as id from facts.stay
where (MoveInDate < EntryDate or MoveInDate > least(ends, getvariable('export_end')))
  and coalesce(ProjectType in {TYPES}, true)
union all
select EnrollmentID, 'RULE-MOVEIN' from facts.stay
where MoveInDate is not null and ProjectType not in {TYPES}
"""
