"""What the tables of the HOPWA workbook share."""

from collections.abc import Iterable, Mapping

from hearth.reports.table import Line

# HUD writes no programming specification for this report, and its workbook was not at hand: the questions are those of
# a digest and of HUD's list of data (docs/reports/differences.md names what that leaves open).
SPECIFICATION = "HOPWA Consolidated APR/CAPER, provider workbook (HUD-4155)"

NOT_HELD = "not held in an HMIS"

HOUSEHOLDS = (
    "Each household once in an activity, by its head's latest stay there in the date range. Short-term payments and "
    "placement count a household with a payment (W2) in the date range."
)

# The activities by the words of the workbook.
SUBSIDIES = {
    "TBRA": "tenant-based",
    "P-FBH": "permanent facility",
    "ST-TFBH": "short-term facility",
    "STRMU": "short-term payments",
    "PHP": "placement",
}
BY_SUBSIDY = {label: Line(f"scope = '{activity}' and is_served") for label, activity in SUBSIDIES.items()}


def not_held(label: str) -> dict[str, Line]:
    """Give a row of the workbook that stays empty, and says why."""
    return {f"{label} ({NOT_HELD})": Line("false")}


def empty_rows(rows: Iterable[str], columns: str) -> frozenset[str]:
    """Give the addresses of the rows that stay empty, in some columns (as letters)."""
    return frozenset(
        f"{column}{place}"
        for place, label in enumerate(rows, start=2)
        if label.endswith(f"({NOT_HELD})")
        for column in columns
    )


def in_groups(column: str, groups: Mapping[str, tuple[int, ...]], rest: str) -> dict[str, str]:
    """Give the condition of each group of a column's codes, and of the rest: all that is in no group."""
    codes = ", ".join(str(code) for group in groups.values() for code in group)
    return {
        **{label: f"{column} in ({', '.join(map(str, group))})" for label, group in groups.items()},
        rest: f"coalesce({column} not in ({codes}), true)",
    }
