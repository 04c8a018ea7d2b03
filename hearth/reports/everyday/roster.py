"""The program roster (PRODUCT.md R5): who stayed in the programs, each stay by itself, the longest households first."""

from hearth.reports.everyday.chart import Chart, Points, Series
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing
from hearth.reports.table import filled

# A step without a start or an exit is counted, too: its nothing is part of the shape.
_CAME_AND_WENT = """
with step as (
    select unnest(generate_series(
        date_trunc('{step}', getvariable('report_start')), getvariable('report_end'), interval 1 {step}
    ))::date as step
),
moved as (
    select date_trunc('{step}', EntryDate)::date as step, 1 as started, 0 as ended from listed where is_enrolled
    union all
    select date_trunc('{step}', ExitDate)::date, 0, 1 from listed where is_exited
)
select step, coalesce(sum(started), 0)::bigint, coalesce(sum(ended), 0)::bigint
from step left join moved using (step) group by step order by step
"""
_SERIES = (Series("started", "Started", "up"), Series("ended", "Ended", "down"))
_THREE_YEARS = 3 * 366

_STARTS_AND_EXITS = Chart(
    code="starts_and_exits",
    kind="columns",
    title="Stays that started and ended",
    unit="Stays",
    points=(
        Points(
            "month",
            "Month",
            "Each column is a month; the first and the last are as long as the date range has them.",
            filled(_CAME_AND_WENT, {"step": "month"}),
            _SERIES,
            up_to=_THREE_YEARS,
        ),
        Points(
            "year",
            "Year",
            "More than three years are drawn by year; the first and the last are as long as the date range has them.",
            filled(_CAME_AND_WENT, {"step": "year"}),
            _SERIES,
        ),
    ),
    facts=(
        Total("Stays that started", "count(*) filter (is_enrolled)"),
        Total("Stays that ended", "count(*) filter (is_exited)"),
    ),
)

ROSTER = Listing(
    code="roster",
    title="Program roster",
    words="Each stay in the chosen programs, by household: who, since when, until when, how long.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("RelationshipToHoH", "Relationship to head", "code", "Enrollment.RelationshipToHoH"),
        Column("age_at_start", "Age at start", "number"),
        Column("age_at_end", "Age at end", "number"),
        Column("EntryDate", "Start", "day"),
        Column("ExitDate", "Exit", "day"),
        Column("days", "Days", "number"),
        Column("MoveInDate", "Move-in", "day"),
        Column("services", "Services", "number"),
        Column("assessments", "Assessments", "number"),
    ),
    choices={
        "active": Choice("Active", "Stays with at least one day in the date range."),
        "enrolled": Choice("Enrolled", "Stays that started in the date range.", "is_enrolled"),
        "exited": Choice("Exited", "Stays that ended in the date range.", "is_exited"),
    },
    totals=(
        Total("Stays", "count(*)"),
        Total("People", "count(distinct PersonalID)"),
        Total("Households", "count(distinct household)"),
        Total("Average days", "avg(days)"),
    ),
    order="longest desc, household, RelationshipToHoH is distinct from 1, length(EnrollmentID), EnrollmentID",
    charts=(_STARTS_AND_EXITS,),
)
