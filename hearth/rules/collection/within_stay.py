"""What is collected about a stay is dated during it.

HUD: 5.04 Information Date, 4.19 Assessment Date, 4.20 Event Date. Services have a rule of their own
(service/within_stay), aftercare comes later (R20).
"""

from datetime import date

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, Severity

RULE = "collection/within_stay"
IDS = ("RULE-DATES-SUB",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "IncomeBenefits", "InformationDate"


def broken(name: str, on: date, start: date, exit_date: date | None, today: date) -> list[Broken]:
    """Give the breach of the rule by one information date; `today` is the CoC's."""
    if on > today:
        return [Broken(RULE, "The date is in the future. Record answers on the day they are given.")]
    if on < start:
        return [
            Broken(RULE, "%(name)s started on %(start)s, after this date.", {"name": name, "start": start})
        ]
    if exit_date is not None and on > exit_date:
        return [Broken(RULE, "%(name)s had already left on that day.", {"name": name})]
    return []


_DATES = {
    **dict.fromkeys(
        ("IncomeBenefits", "HealthAndDV", "EmploymentEducation", "Disabilities", "YouthEducationStatus"),
        "InformationDate",
    ),
    "CurrentLivingSituation": "InformationDate",
    "Assessment": "AssessmentDate",
    "Event": "EventDate",
}
dated = " union all ".join(
    f"""select r.{standard().files[file].key.name} as key, '{file}' as file, '{date}' as "column"
from kept.{file} r join facts.stay s using (EnrollmentID)
where r.{date} < s.EntryDate or r.{date} > s.ends or r.{date} > getvariable('today')"""
    for file, date in _DATES.items()
)

SQL = f"""
{dated}
"""
