"""The head of household starts on or before every other member.

HUD: 3.10 Project Start Date, 5.09 Household ID; Clarity refuses it at entry, and so do we. Household type, length of
stay and the annual assessment all count from the head's start.
"""

from collections.abc import Sequence

from hearth.rules.facts import Broken, MemberFacts, Severity

RULE = "household/hoh_starts_first"
IDS = ("RULE-HOH-FIRST",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "EntryDate"


def broken(members: Sequence[MemberFacts]) -> list[Broken]:
    """Give the members who start before their head."""
    # Where there are several heads, which another rule refuses, the household began with the first of them.
    head = min((member for member in members if member.is_head), key=lambda each: each.start, default=None)
    if head is None:
        return []
    return [
        Broken(
            RULE,
            "%(name)s starts before the head of household. Give both the same date, or the head an earlier one.",
            {"name": member.name},
            about=position,
        )
        for position, member in enumerate(members)
        if member.start < head.start and not member.is_head
    ]


SQL = """
select EnrollmentID as key from facts.stay where EntryDate < head_entry and not is_head
"""
