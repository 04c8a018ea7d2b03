"""The housing census: how many people stayed on each night, and how many beds there were for them."""

from hearth.reports.everyday.listing import Column, Listing, Total

HOUSING_CENSUS = Listing(
    code="housing_census",
    title="Housing census",
    words="People, households and beds on each night, and how much of the beds was used.",
    until="move_in",
    columns=(
        Column("day", "Night", "day"),
        Column("people", "People", "number"),
        Column("households", "Households", "number"),
        Column("beds", "Beds", "number"),
        Column("used", "Used", "share"),
    ),
    totals=(
        Total("Nights", "count(*)"),
        Total("Average people", "avg(people)"),
        Total("Average beds", "avg(beds)"),
        Total("Used on average", "sum(people) / nullif(sum(beds), 0)", "share"),
    ),
    order="day",
    about_people=False,
)
