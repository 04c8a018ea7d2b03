"""Read docs/reports/differences.md: which cells may differ, and the line of HUD's text that decides."""

import re
from dataclasses import dataclass
from pathlib import Path

DIFFERENCES = Path(__file__).parents[2] / "docs" / "reports" / "differences.md"


@dataclass(frozen=True, slots=True)
class Cause:
    """One section: why cells differ, where HUD's text stands, and what it says."""

    title: str
    source: str
    quotation: str


# Run, table and address of a cell of ours.
Cell = tuple[str, str, str]


def listed_differences() -> dict[Cell, Cause]:
    """Give the cause of each cell that is listed.

    A difference is a table line `| run | Q7a B7 | ours | theirs |` in a section that says where HUD's text stands and
    quotes what decides.
    """
    listed: dict[Cell, Cause] = {}
    for section in DIFFERENCES.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        cells = re.findall(r"^\| (\S+/\S+) \| (Q\w+) ([A-Z]+\d+) \|", text, re.MULTILINE)
        decided = re.search(r"^(\S.*):\n\n> (.+)$", text, re.MULTILINE)
        if cells and not decided:
            raise ValueError(f"{DIFFERENCES.name}, {title}: no text of HUD's is quoted.")
        if decided:
            listed |= {cell: Cause(title, decided[1], decided[2]) for cell in cells}
    return listed
