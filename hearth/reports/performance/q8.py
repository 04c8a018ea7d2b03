"""Q8a and Q8b: households served, and households present on the last Wednesdays. A household is its head."""

from hearth.reports.performance.shared_lines import GLOSSARY, HOUSEHOLD_TYPES, SPECIFICATION
from hearth.reports.table import Line, Table

Q8A = Table(
    code="Q8a",
    title="Number of Households Served",
    source=f"{SPECIFICATION}, Q8a; {GLOSSARY}: Unduplicated Household Counts, Handling Housing Move-In Dates",
    words="Heads of household, each by the latest stay in the date range.",
    columns=HOUSEHOLD_TYPES,
    rows={
        "Total Households": Line("is_hoh"),
        "For PSH & RRH – the total households served who moved into housing": Line(
            "is_hoh and has_moved_in",
            "Stays in PSH, RRH and projects of type Other with Pay for Success funding whose head has a "
            "valid housing move-in date not after the report's end.",
        ),
    },
)

Q8B = Table(
    code="Q8b",
    title="Point-in-Time Count of Households on the Last Wednesday",
    source=f"{SPECIFICATION}, Q8b; {GLOSSARY}: Active Clients, Bed-Night, Household Types, "
    "Unduplicated Household Counts, Handling Housing Move-In Dates",
    words="Heads of household by any of their stays, by the household type of the latest stay. At least one "
    "member must be in the project on that day, in PSH and RRH in a household that has moved in.",
    columns=HOUSEHOLD_TYPES,
    rows={
        month: Line(
            f"heads_household_in_{month.lower()}", f"The last Wednesday of {month} in the date range."
        )
        for month in ("January", "April", "July", "October")
    },
)
