"""A client is engaged during the stay, in outreach, services only or night-by-night shelter.

HUD: 4.13 Date of Engagement.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Severity

IDS = ("RULE-DOE",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Enrollment", "DateOfEngagement"

TYPES = tuple(sorted(standard().project_types("uses_date_of_engagement")))

SQL = f"""
select EnrollmentID as key from facts.stay
where DateOfEngagement < EntryDate or DateOfEngagement > ends or DateOfEngagement > getvariable('today')
   or DateOfEngagement is not null and ProjectType not in {TYPES}
"""
