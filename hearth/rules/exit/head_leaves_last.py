"""The head of household does not leave before the other members.

When a head leaves, another member must be made head from the first head's start (PRODUCT.md E9), so that each
household has one in every export.
"""

from collections.abc import Sequence

from hearth.rules.facts import Broken, MemberFacts, Severity

RULE = "exit/head_leaves_last"
IDS = ()
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.REPORT
FILE, COLUMN = "Exit", "ExitDate"


def broken(members: Sequence[MemberFacts]) -> list[Broken]:
    """Give the breach by a household as it would stand after the exit (`exit` set for those who leave)."""
    head = next((member for member in members if member.is_head), None)
    if head is None or head.exit is None:
        return []
    staying = [member.name for member in members if member.exit is None or member.exit > head.exit]
    if not staying:
        return []
    return [
        Broken(
            RULE,
            "%(head)s is the head of household, and %(names)s would stay longer. Exit everybody together.",
            {"head": head.name, "names": ", ".join(staying)},
        )
    ]


SQL = """
select h.ExitID as key from facts.stay h
where h.is_head and h.ExitDate is not null and exists (
    from facts.stay m
    where m.HouseholdID = h.HouseholdID and m.ProjectID = h.ProjectID and m.EntryDate <= h.ends and m.ends > h.ends)
"""
