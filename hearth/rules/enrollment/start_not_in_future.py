"""An enrollment starts today or earlier.

HUD: 3.10 Project Start Date is the day on which the stay or the services began, so it cannot lie ahead.
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "enrollment/start_not_in_future"
IDS = ("EVA-75",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"


def broken(name: str, start: date, today: date) -> list[Broken]:
    """Give the breach of the rule by one start date; `today` is the CoC's."""
    if start <= today:
        return []
    return [
        Broken(
            RULE,
            "%(name)s's start date is in the future. Enroll them on the day they start.",
            {"name": name},
        )
    ]


SQL = """
select EnrollmentID as key from kept.Enrollment where EntryDate > getvariable('today')
"""
