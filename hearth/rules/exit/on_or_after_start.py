"""Nobody exits before they start, or after today.

HUD: 3.11 Project Exit Date; the CSV refuses an ExitDate before the EntryDate.
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "exit/on_or_after_start"
IDS = ("EVA-99", "EVA-14")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "ExitDate"


def broken(name: str, start: date, exit_date: date, today: date) -> list[Broken]:
    """Give the breach of the rule by one exit; `today` is the CoC's."""
    if exit_date < start:
        values = {"name": name, "start": start}
        return [
            Broken(
                RULE,
                "%(name)s started on %(start)s and cannot exit before that.",
                values,
            )
        ]
    if exit_date > today:
        return [
            Broken(
                RULE,
                "%(name)s's exit date is in the future. Exit them on the day they leave.",
                {"name": name},
            )
        ]
    return []


SQL = """
select ExitID as key, if(ExitDate < EntryDate, 'EVA-99', 'EVA-14') as id from facts.stay
where ExitDate < EntryDate or ExitDate > getvariable('today')
"""
