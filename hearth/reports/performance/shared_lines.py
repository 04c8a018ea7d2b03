"""Sets of columns that many tables of the performance reports share."""

from hearth.reports.table import Line

_SHARED = "By the household of the latest stay, over everybody active in it in the date range."

# "Total" and the four household types of the Glossary.
HOUSEHOLD_TYPES = {
    "Total": Line("true"),
    "Without Children": Line(
        "household_type = 'without children'",
        f"One or more adults, no child, nobody of unknown age. {_SHARED}",
    ),
    "With Children and Adults": Line(
        "household_type = 'children and adults'", f"At least one adult and at least one child. {_SHARED}"
    ),
    "With Only Children": Line(
        "household_type = 'only children'",
        f"One or more children, no adult, nobody of unknown age. {_SHARED}",
    ),
    "Unknown Household Type": Line(
        "household_type = 'unknown'", f"Unknown ages leave the type open. {_SHARED}"
    ),
}

SPECIFICATION = "CoC APR and ESG CAPER HMIS Programming Specifications FY 2026"
GLOSSARY = "HMIS Standard Reporting Terminology Glossary FY 2026"
