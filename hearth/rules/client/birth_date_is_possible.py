"""Nobody is born after today, or longer ago than anybody has lived.

HUD: 3.03.1 Date of Birth.
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "client/birth_date_is_possible"
AT_ENTRY = Severity.STOP
_OLDEST_EVER = 125


def broken(born: date | None, today: date) -> list[Broken]:
    """Give the breach by a birth date; `today` is the CoC's."""
    if born is None:
        return []
    if born > today:
        return [Broken(RULE, "The birth date is in the future.")]
    if today.year - born.year > _OLDEST_EVER:
        return [Broken(RULE, "The birth date is more than 125 years ago. Look at the year.")]
    return []
