"""A service is given during the stay; a bed night never on the day of the exit.

HUD: 4.14 Bed-Night Date (a night belongs to the day on which it begins); Services.DateProvided.
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "service/within_stay"
IDS = ("RULE-BEDNIGHT", "EVA-108")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Services", "DateProvided"

BED_NIGHT = 200


def broken(
    name: str, record_type: int, on: date, start: date, exit_date: date | None, today: date
) -> list[Broken]:
    """Give the breach of the rule by one service; `today` is the CoC's."""
    if on > today:
        return [
            Broken(
                RULE,
                "The date is in the future. Record the service on the day it is given.",
            )
        ]
    if on < start:
        values = {"name": name, "start": start}
        return [Broken(RULE, "%(name)s started on %(start)s, after this date.", values)]
    if exit_date is not None and (on > exit_date or (record_type == BED_NIGHT and on == exit_date)):
        return [Broken(RULE, "%(name)s had already left on that day.", {"name": name})]
    return []


SQL = f"""
select v.ServicesID as key,
    case when RecordType = {BED_NIGHT} then if(DateProvided = ExitDate, 'EVA-108', 'RULE-BEDNIGHT') end as id
from kept.Services v join facts.stay s using (EnrollmentID)
where DateProvided > getvariable('today') or DateProvided < EntryDate or DateProvided > ends
   or RecordType = {BED_NIGHT} and DateProvided = ExitDate
"""
