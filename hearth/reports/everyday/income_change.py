"""Income change: what each adult had at the start and has now, a month (HMIS Data Dictionary 4.02)."""

from hearth.reports.everyday.listing import Choice, Column, Listing, Total

INCOME_CHANGE = Listing(
    code="income_change",
    title="Income change",
    words="The monthly income of each adult at the start and as it was told last, with the change.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("EntryDate", "Start", "day"),
        Column("ExitDate", "Exit", "day"),
        Column("at_start", "At start", "money"),
        Column("latest", "Latest", "money"),
        Column("told_on", "Told on", "day"),
        Column("change", "Change", "money"),
    ),
    choices={
        "all": Choice("All adults", "Every adult who stayed in the date range."),
        "more": Choice("More", "Adults whose income has grown.", "change > 0"),
        "less": Choice("Less", "Adults whose income has shrunk.", "change < 0"),
        "unknown": Choice("Not known", "Adults of whom one of the two is not known.", "change is null"),
    },
    totals=(
        Total("Adults", "count(*)"),
        Total("With both answers", "count(change)"),
        Total("Average change", "avg(change)", "money"),
    ),
    order="change is null, change desc, length(EnrollmentID), EnrollmentID",
)
