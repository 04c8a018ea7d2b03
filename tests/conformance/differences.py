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

_LISTED = re.compile(r"^\| (\S+/\S+) \| (Q\w+) ([A-Z]+\d+) \| (\S+) \| (\S+) \|$", re.MULTILINE)


def listed_differences() -> dict[Cell, Cause]:
    """Give the cause of each cell that is listed.

    A difference is a table line `| run | Q7a B7 | ours | theirs |` in a section that says where HUD's text stands and
    quotes what decides.
    """
    listed: dict[Cell, Cause] = {}
    for section in DIFFERENCES.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        cells = [(run, code, address) for run, code, address, _, _ in _LISTED.findall(text)]
        decided = re.search(r"^(\S.*):\n\n> (.+)$", text, re.MULTILINE)
        if cells and not decided:
            raise ValueError(f"{DIFFERENCES.name}, {title}: no text of HUD's is quoted.")
        if decided:
            listed |= {cell: Cause(title, decided[1], decided[2]) for cell in cells}
    return listed


def listed_numbers() -> dict[Cell, tuple[float, float]]:
    """Give the two numbers written for each cell that is listed, ours and theirs. No number is written None."""
    lines = _LISTED.findall(DIFFERENCES.read_text("utf-8"))
    return {
        (run, code, address): (float(ours.replace("None", "0")), float(theirs))
        for run, code, address, ours, theirs in lines
    }
