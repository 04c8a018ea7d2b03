"""HUD's HMIS Data Quality Report: Q1 is the APR's Q5a, Q2 to Q7 are its Q6a to Q6f."""

from dataclasses import replace

from hearth.reports.performance.q5a import Q5A
from hearth.reports.performance.q6 import Q6A, Q6B, Q6C, Q6D, Q6E, Q6F
from hearth.reports.performance.shared_lines import GLOSSARY

_OF_THE_APR = {
    f"Q{number}": table for number, table in enumerate((Q5A, Q6A, Q6B, Q6C, Q6D, Q6E, Q6F), start=1)
}

# The APR's code of each table of this report.
APR_CODES = {code: table.code for code, table in _OF_THE_APR.items()}

TABLES = {
    "fy2026": tuple(
        replace(table, code=code, source=f"{GLOSSARY}, HMIS Data Quality Report, {code}")
        for code, table in _OF_THE_APR.items()
    )
}
