"""A household that waits for its housing far longer than others may have moved in.

HUD: 3.20 Housing Move-In Date. Heads without one beyond the 98th percentile of the wait in rapid re-housing, the
99th in other permanent housing. Fewer than 50 have no such outliers.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-72",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "MoveInDate"

SQL = """
with waiting as (
    select EnrollmentID, ProjectType, least(ends, getvariable('export_end')) - EntryDate as days
    from facts.stay where is_head and MoveInDate is null and ProjectType in (3, 9, 10, 13)
), limits as (
    select ProjectType, quantile_disc(days, getvariable('longest_stays')) as usual,
        quantile_disc(days, getvariable('longest_stays_in_permanent_housing')) as usual_housed
    from waiting group by ProjectType
)
select EnrollmentID as key from waiting join limits using (ProjectType)
where days > if(ProjectType = 13, usual, usual_housed)
"""
