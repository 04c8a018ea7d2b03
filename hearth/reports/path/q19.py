"""Q19 to Q24: income, benefits and insurance at the start, at exit and at the report's end."""

from hearth.reports.path.specification import ENROLLED, ENROLLED_WORDS, NOT_KNOWN, SPECIFICATION, asked
from hearth.reports.performance.shared_lines import grey_cells
from hearth.reports.table import Line, Table


def _told(heading: str, column: str) -> dict[str, Line]:
    labels = {1: "Yes", 0: "No", **NOT_KNOWN}
    return {
        heading: Line("false"),
        **{
            f"{heading}: {label}": Line(asked(f"{{at}}_{column}", code, labels), label=label)
            for code, label in labels.items()
        },
        f"{heading}: Total": Line(label="Total"),
    }


def _had(heading: str, column: str) -> dict[str, Line]:
    had = f"coalesce({{at}}_{column}, false)"
    return {
        heading: Line("false"),
        f"{heading}: Yes": Line(had, label="Yes"),
        f"{heading}: No": Line(f"not {had}", "Those who told nothing as well.", label="No"),
    }


_ROWS = {
    **_told("19. Income from any source", "income"),
    **_had("20. SSI/SSDI", "has_social_security"),
    **_told("21. Non-cash benefits from any source", "benefits"),
    **_told("22. Covered by health insurance", "insurance"),
    **_had("23. Medicaid/Medicare", "has_medicaid_or_medicare"),
    **_had("24. All other health insurance", "has_other_insurance"),
}

Q19 = Table(
    code="Q19-Q24",
    title="Outcomes",
    source=f"{SPECIFICATION}, Q19 to Q24; HMIS Data Dictionary 4.02, 4.03, 4.04",
    corner="Outcomes",
    where=ENROLLED,
    words=ENROLLED_WORDS,
    columns={
        "At PATH Project Start": Line(
            gives={"at": "start"}, words="By the record of stage 1 that is dated on the project start."
        ),
        "At PATH Project Exit (for clients who were exited from PATH in the reporting period – leavers)": Line(
            "is_leaver", "By the record of stage 3 that is dated on the project exit.", gives={"at": "exit"}
        ),
        "At Report End Date (for clients who were still active in PATH as of Report End Date – stayers)": Line(
            "not is_leaver",
            "By the last record of the start or an update (stages 1 and 2) up to the report's end.",
            gives={"at": "end"},
        ),
    },
    rows=_ROWS,
    grey=grey_cells(
        "BCD", (place for place, line in enumerate(_ROWS.values(), start=2) if line.where == "false")
    ),
)
