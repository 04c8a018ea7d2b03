"""The tables of the CE APR: ten with Q4a, most of them the APR's over the households that were assessed."""

from dataclasses import replace

from hearth.reports.coordinated_entry.q9 import Q9A, Q9B, Q9C, Q9D
from hearth.reports.coordinated_entry.q10 import Q10
from hearth.reports.coordinated_entry.specification import CLIENTS, HOUSEHOLDS, SPECIFICATION
from hearth.reports.performance import q5a, q6, q7, q8
from hearth.reports.performance.shared_lines import GLOSSARY
from hearth.reports.table import Table


def _source(code: str) -> str:
    return f"{SPECIFICATION}, {code}; {GLOSSARY}: Active Clients method 2, Age, Household Types"


def _not_asked(table: Table, *rows: str) -> Table:
    """Give a table with some rows greyed out: what they ask is not in this universe."""
    return replace(table, grey=table.grey | {place.address for place in table.places() if place.row in rows})


Q5A = _not_asked(
    replace(q5a.Q5A, source=_source("Q5a"), words=CLIENTS),
    "Number of leavers",
    "Number of adult leavers",
    "Number of adult and head of household leavers",
    "Number of stayers",
    "Number of adult stayers",
    "Number of chronically homeless persons",
    "Number of parenting youth under age 25 with children",
    "Heads of households and adult stayers in the project 365 days or more",
)
Q6A = replace(
    q6.Q6A,
    source=f"{SPECIFICATION}, Q6a; {GLOSSARY}, Data Quality Q2",
    words=f"{CLIENTS} In street outreach and PATH-funded services those engaged by the report's end.",
)
Q7A = _not_asked(
    replace(q7.Q7A, source=_source("Q7a"), words=CLIENTS),
    "For PSH & RRH – the total persons served who moved into housing",
)
Q8A = _not_asked(
    replace(q8.Q8A, source=_source("Q8a"), words=HOUSEHOLDS),
    "For PSH & RRH – the total households served who moved into housing",
)

# The tables of each specification year, in HUD's order. Q4a comes first and is made from the projects.
TABLES = {"fy2026": (Q5A, Q6A, Q7A, Q8A, Q9A, Q9B, Q9C, Q9D, Q10)}
