"""The housing census: how many people stayed on each night, and how many beds there were for them."""

from hearth.reports.everyday.chart import Chart, Points, Series
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Listing

# A night by itself is wider than a hair on a phone for a year; of a longer range each month has one step.
_A_YEAR = 366

_PEOPLE_AND_BEDS = Chart(
    code="nights",
    kind="steps",
    title="People and beds",
    unit="People and beds on a night",
    points=(
        Points(
            "day",
            "Night",
            "Each step is one night.",
            "select day, people, beds from listed order by day",
            (Series("people", "People", "area"), Series("beds", "Beds", "line")),
            up_to=_A_YEAR,
        ),
        Points(
            "month",
            "Month",
            "More than a year is drawn by month: each step is the average night of a month, and the darker band goes "
            "from its emptiest to its fullest night.",
            """
            select date_trunc('month', day)::date as month, avg(people), min(people), max(people), avg(beds)
            from listed group by month order by month
            """,
            (
                Series("people", "People", "area"),
                Series("fewest", "Fewest people", "low"),
                Series("most", "Most people", "high"),
                Series("beds", "Beds", "line"),
            ),
        ),
    ),
    facts=(
        Total("Most people on a night", "max(people)"),
        Total("Fullest night", "if(max(people) > 0, arg_min(day, (-people, day)), null)", "day"),
        Total("Fewest people on a night", "min(people)"),
        Total("Nights with more people than beds", "count(*) filter (people > beds and beds > 0)"),
    ),
)

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
    charts=(_PEOPLE_AND_BEDS,),
)
