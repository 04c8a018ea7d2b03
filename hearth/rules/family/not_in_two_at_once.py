"""Nobody is in two families of one agency at once.

PRODUCT.md E6: who is in a family already joins, which ends their time there. The database holds it for today.
"""

from collections.abc import Sequence
from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "family/not_in_two_at_once"
AT_ENTRY = Severity.STOP


def broken(name: str, joined: date, other_times: Sequence[tuple[date, date | None]]) -> list[Broken]:
    """Give the breach by who joins on a day; `other_times` are (joined, left) in other families.

    A time may begin on the day on which an earlier one ended.
    """
    if all(left is not None and left <= joined for _, left in other_times):
        return []
    if any(left is None for _, left in other_times):
        text = "%(name)s is in another family. Let them join this one: they leave the other one on that day."
    else:
        text = "%(name)s was in another family on that day. Choose a later day."
    return [Broken(RULE, text, {"name": name})]
