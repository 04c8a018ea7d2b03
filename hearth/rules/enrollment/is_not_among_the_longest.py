"""An open stay is not among the very longest of its kind of program.

HUD: 3.10 and 3.11. Most stays beyond the 98th percentile (99th in permanent housing other than rapid re-housing)
were never closed. Fewer than 50 stays have no such outliers.
"""

from hearth.rules.facts import Severity

IDS = ("EVA-104",)
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.NOTHING, Severity.REPORT, Severity.WARNING
FILE, COLUMN = "Enrollment", "EntryDate"

SQL = """
with limits as (
    select ProjectType, quantile_disc(days_so_far, getvariable('longest_stays')) as usual,
        quantile_disc(days_so_far, getvariable('longest_stays_in_permanent_housing')) as usual_housed
    from facts.stay where is_open group by ProjectType
)
select EnrollmentID as key from facts.stay join limits using (ProjectType)
where is_open and (ProjectType in (0, 2, 8, 12, 13) and days_so_far > usual
                or ProjectType in (3, 9, 10) and days_so_far > usual_housed)
"""
