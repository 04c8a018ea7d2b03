"""A service that is given to anybody needs no enrollment; who is enrolled in the program gets it in the stay.

No HUD file takes it: Services.csv asks for an enrollment (PRODUCT.md G13, H3).
"""

from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "service/without_stay"
AT_ENTRY = Severity.STOP


def broken(name: str, on: date, today: date, born: date | None, enrolled_in: str = "") -> list[Broken]:
    """Give the breach by one service. `enrolled_in` is the program that gives it, if they are enrolled there then."""
    if on > today:
        return [Broken(RULE, "The date is in the future. Record the service on the day it is given.")]
    if born is not None and on < born:
        return [Broken(RULE, "%(name)s was not born on that day.", {"name": name})]
    if enrolled_in:
        text = "%(name)s is enrolled in %(program)s on that day. Record the service in that enrollment."
        return [Broken(RULE, text, {"name": name, "program": enrolled_in})]
    return []
