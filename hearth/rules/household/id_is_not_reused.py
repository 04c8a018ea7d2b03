"""A household's id is not used again for a later stay.

HUD: 5.09.1 Household ID. Used again when everybody had left before the next stay began, or when one person is in
it twice at one time.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-98",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.HIGH
FILE, COLUMN = "Enrollment", "HouseholdID"

SQL = """
with member as (
    select EnrollmentID, EntryDate,
        max(ends) over (partition by HouseholdID, ProjectID order by EntryDate, EnrollmentID
                        rows between unbounded preceding and 1 preceding) as all_left,
        max(ends) over (partition by HouseholdID, ProjectID, PersonalID order by EntryDate, EnrollmentID
                        rows between unbounded preceding and 1 preceding) as same_left
    from facts.stay
)
select EnrollmentID as key from member where EntryDate > all_left or EntryDate < same_left
"""
