"""Q7a and Q7b: persons served, and persons present on the last Wednesday of each quarter's first month."""

from hearth.reports.performance.shared_lines import GLOSSARY, HOUSEHOLD_TYPES, SPECIFICATION
from hearth.reports.table import Line, Table

Q7A = Table(
    code="Q7a",
    title="Number of Persons Served",
    source=f"{SPECIFICATION}, Q7a; {GLOSSARY}: Active Clients, Age, Household Types, "
    "Handling Housing Move-In Dates",
    columns=HOUSEHOLD_TYPES,
    rows={
        "Adults": Line("is_adult"),
        "Children": Line("is_child"),
        "Client Doesn't Know/Prefers Not to Answer": Line(
            "age_group = 'not told'", "The date of birth is blank and its data quality is 8 or 9."
        ),
        "Data Not Collected": Line(
            "age_group = 'not collected'", "The date of birth is blank or impossible, for any other reason."
        ),
        "Total": Line("true"),
        "For PSH & RRH – the total persons served who moved into housing": Line(
            "has_moved_in",
            "Stays in PSH, RRH and projects of type Other with Pay for Success funding whose valid housing "
            "move-in date, the head's passed on, is not after the report's end.",
        ),
    },
    grey=frozenset({"E2", "C3"}),
)

Q7B = Table(
    code="Q7b",
    title="Point-in-Time Count of Persons on the Last Wednesday",
    source=f"{SPECIFICATION}, Q7b; {GLOSSARY}: Active Clients, Bed-Night, Household Types, "
    "Handling Housing Move-In Dates",
    words="Clients in the project on that day by any of their stays, by the household type of the latest "
    "stay. In PSH and RRH they must have moved in, in a night-by-night shelter have a bed night on the day.",
    columns=HOUSEHOLD_TYPES,
    rows={
        month: Line(f"is_present_in_{month.lower()}", f"The last Wednesday of {month} in the date range.")
        for month in ("January", "April", "July", "October")
    },
)
