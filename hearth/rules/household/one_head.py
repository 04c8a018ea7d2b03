"""A household has exactly one head.

HUD: 3.15 Relationship to Head of Household; the CSV expects one RelationshipToHoH = 1 per HouseholdID.
Without one, no report can say what household a person belongs to.
"""

from collections.abc import Sequence

from hearth.rules.facts import Broken, MemberFacts, Severity

RULE = "household/one_head"
IDS = ("RULE-ONE-HOH", "EVA-2", "EVA-3")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Enrollment", "RelationshipToHoH"


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


SQL = """
with household as (
    select HouseholdID, ProjectID, count(*) filter (where is_head) as heads,
        arg_min(EnrollmentID, (EntryDate, EnrollmentID)) as first_member
    from facts.stay where HouseholdID is not null group by HouseholdID, ProjectID
)
select first_member as key, 'EVA-2' as id from household where heads = 0
union all
select s.EnrollmentID, 'EVA-3' from facts.stay s join household using (HouseholdID, ProjectID)
where heads > 1 and is_head
"""
