"""A household has exactly one head.

HUD: 3.15 Relationship to Head of Household; the CSV expects one RelationshipToHoH = 1 per HouseholdID.
Without one, no report can say what household a person belongs to.
"""

from collections.abc import Sequence

from hearth.rules.facts import Broken, MemberFacts, Severity

RULE = "household/one_head"
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR


def broken(members: Sequence[MemberFacts]) -> list[Broken]:
    """Give the breaches of the rule by one household."""
    heads = sum(member.is_head for member in members)
    if heads == 0:
        return [
            Broken(
                RULE,
                "Choose who is the head of household. Every household has exactly one.",
            )
        ]
    if heads > 1:
        return [
            Broken(
                RULE,
                "%(count)s people are marked as head of household. Choose one; relate the others to them.",
                {"count": heads},
            )
        ]
    return []
