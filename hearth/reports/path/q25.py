"""Q25: where leavers went, and how many are still in PATH."""

from hearth.reports.path.situations import DESTINATIONS, in_group
from hearth.reports.path.specification import ENROLLED, ENROLLED_WORDS, SPECIFICATION
from hearth.reports.performance.shared_lines import grey_cells
from hearth.reports.table import Line, Table


def _rows() -> dict[str, Line]:
    rows: dict[str, Line] = {}
    for group, situations in DESTINATIONS.items():
        each = in_group("destination", situations, DESTINATIONS)
        rows[group] = Line("false")
        rows |= {label: Line(f"is_leaver and {each[code]}") for code, label in situations.items()}
        rows[f"{group}: Subtotal"] = Line(f"is_leaver and ({' or '.join(each.values())})", label="Subtotal")
    rows["PATH-enrolled clients still active as of report end date (stayers)"] = Line("not is_leaver")
    rows["Total"] = Line()
    return rows


_ROWS = _rows()

Q25 = Table(
    code="Q25",
    title="Housing Outcomes",
    source=f"{SPECIFICATION}, Q25; HMIS Data Dictionary 3.12",
    corner="25. Destination at Exit",
    where=ENROLLED,
    words=f"{ENROLLED_WORDS} Leavers by their destination.",
    columns={"Count": Line()},
    rows=_ROWS,
    grey=grey_cells("B", (place for place, label in enumerate(_ROWS, start=2) if label in DESTINATIONS)),
)
