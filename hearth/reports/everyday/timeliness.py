"""Timeliness: how many days after the fact starts and exits were entered, by program."""

from hearth.reports.everyday.listing import Column, Listing, Total

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
)
