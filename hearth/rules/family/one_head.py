"""A family has exactly one head, and who leaves as head names the next one first.

PRODUCT.md E2: the household on the profile has exactly one head. The database holds it too (records/models/family.py).
"""

from hearth.rules.facts import Broken, Severity

RULE = "family/one_head"
AT_ENTRY = Severity.STOP


def broken(name: str, *, is_head: bool, others: int, has_next: bool) -> list[Broken]:
    """Give the breach by somebody who leaves a family in which `others` stay."""
    if not is_head or not others or has_next:
        return []
    text = "%(name)s is the head of this family. Choose who is the head after them; %(others)s stay."
    return [Broken(RULE, text, {"name": name, "others": others})]
