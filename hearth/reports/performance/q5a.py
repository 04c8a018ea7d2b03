"""Q5a, the report validations table: the numbers that the other tables are checked against."""

from hearth.reports.performance.shared_lines import GLOSSARY, SPECIFICATION
from hearth.reports.table import Line, Table

_IN_A_YOUTH_HOUSEHOLD = (
    "Aged 12 to 24 in a household with nobody known to be 25 or older; members of unknown age do not matter."
)

Q5A = Table(
    code="Q5a",
    title="Report Validations Table",
    source=f"{SPECIFICATION}, Q5a; {GLOSSARY}, Data Quality Q1",
    corner="Category",
    # The scope is what tells the two columns apart.
    where="true",
    columns={
        "Count of Clients for DQ": Line(
            "scope = 'quality'",
            "Without street outreach stays, and PATH-funded services stays, that have no date of engagement "
            "up to the report's end.",
        ),
        "Count of Clients": Line("scope = 'report'"),
    },
    rows={
        "Total number of persons served": Line("true"),
        "Number of adults (age 18 or over)": Line(
            "is_adult", "Age is as of the stay's start or the report's start, whichever is later."
        ),
        "Number of children (under age 18)": Line(
            "is_child", "Age is as of the stay's start or the report's start, whichever is later."
        ),
        "Number of persons with unknown age": Line(
            "is_unknown_age", "The date of birth is blank or impossible."
        ),
        "Number of leavers": Line("is_leaver", "The latest stay has an exit date within the range."),
        "Number of adult leavers": Line("is_leaver and is_adult"),
        "Number of adult and head of household leavers": Line("is_leaver and (is_adult or is_hoh)"),
        "Number of stayers": Line(
            "not is_leaver", "The latest stay has no exit date, or one after the report's end."
        ),
        "Number of adult stayers": Line("not is_leaver and is_adult"),
        "Number of veterans": Line("is_veteran", "Adults whose veteran status is yes."),
        "Number of chronically homeless persons": Line(
            "chronic = 'yes'",
            "Chronically homeless at project start, by their own answers or because an adult or head of the "
            "household was when the household started.",
        ),
        "Number of youth under age 25": Line("is_youth", _IN_A_YOUTH_HOUSEHOLD),
        "Number of parenting youth under age 25 with children": Line(
            "is_youth and has_child_of_head and not is_child_of_head",
            f"{_IN_A_YOUTH_HOUSEHOLD} In the household a child of the head, under 18, was active. All its youth count, "
            "not the head alone.",
        ),
        "Number of adult heads of household": Line("is_hoh and is_adult"),
        "Number of child and unknown-age heads of household": Line("is_hoh and not is_adult"),
        "Heads of households and adult stayers in the project 365 days or more": Line(
            "not is_leaver and (is_hoh or is_adult) and is_year_in_project",
            "Stayers; the household started 365 days or more before the report's end, even if the adult came "
            "later.",
        ),
    },
)
