"""Income change: what each adult had at the start and has now, a month (HMIS Data Dictionary 4.02)."""

from hearth.reports.everyday.chart import Chart, Points, Series, banded
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing

_BANDS = {
    "$1,000 less, or more than that": "change <= -1000",
    "$500 to $999 less": "change > -1000 and change <= -500",
    "Less by under $500": "change > -500 and change < 0",
    "The same": "change = 0",
    "More by under $500": "change > 0 and change < 500",
    "$500 to $999 more": "change >= 500 and change < 1000",
    "$1,000 more, or more than that": "change >= 1000",
}

_HOW_INCOME_CHANGED = Chart(
    code="income_change",
    kind="bars",
    title="How the income of adults changed",
    unit="Adults, by the change of their income a month",
    points=(
        Points(
            "words",
            "Change",
            "From the start to the latest answer. Adults of whom one of the two is not known are left out.",
            banded({label: f"count(*) filter ({where})" for label, where in _BANDS.items()}),
            (Series("adults", "Adults", "bar"),),
        ),
    ),
    facts=(
        Total("With both answers", "count(change)"),
        Total("Not known", "count(*) filter (change is null)"),
    ),
)

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
    charts=(_HOW_INCOME_CHANGED,),
)
