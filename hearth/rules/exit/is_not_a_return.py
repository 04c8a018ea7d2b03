"""Who comes back after an exit has a new enrollment; the old one is reopened only where they never left.

PRODUCT.md K7, complaint 40; HUD: 3.10, a stay begins anew after its exit.
"""

from collections.abc import Iterable
from datetime import date

from hearth.rules.facts import Broken

RULE = "exit/is_not_a_return"


def broken(name: str, enrolled_since: Iterable[date]) -> list[Broken]:
    """Give the breach by reopening the stay of somebody who was enrolled in the program again since."""
    again = min(enrolled_since, default=None)
    if again is None:
        return []
    return [
        Broken(
            RULE,
            "%(name)s was enrolled here again on %(day)s: they returned, and that enrollment holds it.",
            {"name": name, "day": again},
        )
    ]
