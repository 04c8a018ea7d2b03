"""Timeliness: how many days after the fact starts and exits were entered, by program."""

from hearth.reports.everyday.chart import Chart, Points, Series, banded
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Listing

_BANDS = {
    "Same day": "same_day",
    "1-3 days": "within_3",
    "4-6 days": "within_6",
    "7-10 days": "within_10",
    "11 days or more": "later",
}


def _days_to_entry(code: str, fact: str, title: str) -> Chart:
    """Draw how long starts, or exits, waited to be entered, all programs together."""
    counts = {
        label: f"coalesce(sum({name}) filter (fact = '{fact}'), 0)::bigint" for label, name in _BANDS.items()
    }
    return Chart(
        code=code,
        kind="bars",
        title=title,
        unit="Records entered, by days after the fact",
        points=(
            Points(
                "words",
                "Entered",
                "All programs together.",
                banded(counts),
                (Series("records", "Records", "bar"),),
            ),
        ),
    )


TIMELINESS = Listing(
    code="timeliness",
    title="Timeliness",
    words="How many days after the fact starts and exits were entered.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("fact", "Of"),
        Column("records", "Entered", "number"),
        Column("same_day", "Same day", "number"),
        Column("within_3", "1-3 days", "number"),
        Column("within_6", "4-6 days", "number"),
        Column("within_10", "7-10 days", "number"),
        Column("later", "11 days or more", "number"),
        Column("usual", "Median days", "number"),
    ),
    totals=(
        Total("Entered", "coalesce(sum(records), 0)"),
        Total("Within 3 days", "sum(same_day + within_3) / sum(records)", "share"),
    ),
    order="ProjectName, fact desc",
    about_people=False,
    charts=(
        _days_to_entry("starts_entered", "Start", "How soon starts were entered"),
        _days_to_entry("exits_entered", "Exit", "How soon exits were entered"),
    ),
)
