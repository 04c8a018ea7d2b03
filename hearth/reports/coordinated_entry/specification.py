"""What the tables of the CE APR share."""

# HUD's text of 2026 was not at hand: the rules are those of its text of 2021 and of two programs of 2026 that follow
# the new one (docs/reports/differences.md names what that leaves open).
SPECIFICATION = "HMIS Programming Specifications for Coordinated Entry APR (CE APR) FY 2026"

CLIENTS = (
    "Clients of households with a coordinated entry assessment in the date range: everybody who was in the household "
    "on the day of its latest assessment, each once, with the age of that day."
)
HOUSEHOLDS = (
    "Heads of the households with a coordinated entry assessment in the date range, by the latest one."
)
