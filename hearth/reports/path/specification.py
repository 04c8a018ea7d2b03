"""What the tables of the PATH annual report share."""

from collections.abc import Iterable

from hearth.reports.table import Line

# The text of 2026 was not at hand: the rules are those of the text of 2021 (version 3.5) and of what two programs of
# 2026 have in common; the rows are those of 2026 (docs/reports/differences.md names what that leaves open).
SPECIFICATION = "HMIS Programming Specifications PATH Annual Report FY 2026"

ENROLLED = "scope = 'report' and is_enrolled"
ENROLLED_WORDS = (
    "Active clients with an enrolled PATH status (P3) from the project start to the report's end, each once, by the "
    "latest active stay."
)

# The words of list 1.8 after yes and no.
NOT_KNOWN = {8: "Client doesn’t know", 9: "Client prefers not to answer", 99: "Data not collected"}


def answers(column: str, section: str, labels: dict[int, str], where: str = "true") -> dict[str, Line]:
    """Give a row for each answer of a column and one for all of them."""
    rows = {label: asked(column, code, labels) for code, label in labels.items()}
    return in_section(section, {**rows, "Total": "true"}, where)


def asked(column: str, code: int, codes: Iterable[int]) -> str:
    """Give the condition of one answer of a column. What is none of the answers was not collected (99)."""
    if code != 99:
        return f"{column} = {code}"
    others = ", ".join(str(one) for one in codes if one != 99)
    return f"coalesce({column} not in ({others}), true)"


def in_section(section: str, rows: dict[str, str], where: str = "true") -> dict[str, Line]:
    """Give the rows of a section, which is named beside its first one. All of them ask `where` as well."""
    return {
        f"{section}: {label}": Line(
            f"({where}) and ({condition})", label=label, section="" if place else section
        )
        for place, (label, condition) in enumerate(rows.items())
    }
