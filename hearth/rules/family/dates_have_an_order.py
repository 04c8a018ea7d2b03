"""Somebody joins a family today or earlier, and leaves it on that day or later, and not in the future.

PRODUCT.md E6, E7: a start date at joining, an end date at leaving.
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "family/dates_have_an_order"
AT_ENTRY = Severity.STOP


def broken(name: str, *, joined: date, left: date | None = None, today: date) -> list[Broken]:
    """Give the breach by one person's time in a family."""
    if max(joined, left or joined) > today:
        return [Broken(RULE, "A family's dates are today or earlier.")]
    if left is not None and left < joined:
        return [
            Broken(
                RULE,
                "%(name)s joined on %(joined)s; they cannot leave before.",
                {"name": name, "joined": joined},
            )
        ]
    return []
