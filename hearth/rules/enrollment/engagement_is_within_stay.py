"""A client is engaged during the stay, in outreach, services only or night-by-night shelter.

HUD: 4.13 Date of Engagement.
"""

from datetime import date

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, Severity

RULE = "enrollment/engagement_is_within_stay"
IDS = ("RULE-DOE",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "DateOfEngagement"

TYPES = tuple(sorted(standard().project_types("uses_date_of_engagement")))


def broken(name: str, project_type: int | None, held: date | None) -> list[Broken]:
    """Give the breach by engaging somebody at a contact; `held` is the date that stands already.

    That the day lies within the stay is the contact's own rule (collection/within_stay).
    """
    if project_type not in TYPES:
        return [Broken(RULE, "This program has no date of engagement.")]
    if held is not None:
        values = {"name": name, "day": held}
        return [Broken(RULE, "%(name)s was engaged on %(day)s already.", values)]
    return []


SQL = f"""
select EnrollmentID as key from facts.stay
where DateOfEngagement < EntryDate or DateOfEngagement > ends or DateOfEngagement > getvariable('today')
   or DateOfEngagement is not null and ProjectType not in {TYPES}
"""
