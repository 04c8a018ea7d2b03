"""The tables of the APR agree with each other, on whatever data: HUD's sample for the LSA and the demo of Eva.

Source: APR Programming Specifications FY2026: every client stands in one row and one household column of a table, and
the tables count the same people (Q4a, programming instructions 8 and 9; Q18, 12; Q22e, 7).
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hearth.dataset import open_dataset
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report
from tests.conformance.oracles import DATA_LAB, ORACLES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="NOT COMPARED: no ../shared/oracles beside the checkout"),
]

SAMPLES = {
    "lsa": (ORACLES / "lsa_sample" / "Sample_HMIS_Data.zip", date(2025, 10, 1), date(2026, 9, 30)),
    "eva": (DATA_LAB / "inputs" / "eva.zip", date(2021, 10, 1), date(2022, 9, 30)),
}

# Cells that count the same people.
EQUAL = (
    ("Q5a C2", "Q7a B6", "Q11 B13", "Q12 B34", "Q13a2 B9", "Q22a1 B12", "Q24e B6", "Q26b B6"),
    ("Q5a C3", "Q7a B2", "Q16 B14", "Q18 B10", "Q20b B6", "Q25a B7"),
    ("Q5a C6", "Q13b2 B9", "Q22a1 C12", "Q23c B40", "Q23e B7"),
    ("Q5a C7", "Q16 D14", "Q18 D10"),
    ("Q5a C9", "Q13c2 B9", "Q22a1 D12"),
    ("Q5a C10", "Q16 C14", "Q18 C10", "Q20b C6"),
    ("Q5a C11", "Q25d B10"),
    ("Q5a C12", "Q26b B2", "Q26d B11"),
    ("Q5a C13", "Q27a B6", "Q27e B12"),
    ("Q8a B2", "Q26a B6"),
    ("Q14a B6", "Q15 B32"),
    ("Q14a B2", "Q14b B8"),
)
# The rows of a table, first and last, that add up to another row.
SUMS = (
    *(("Q7a", 2, 5, 6), ("Q11", 2, 12, 13), ("Q12", 2, 33, 34), ("Q24e", 2, 5, 6), ("Q13a2", 2, 8, 9)),
    *(("Q13b2", 2, 8, 9), ("Q13c2", 2, 8, 9), ("Q14a", 2, 5, 6), ("Q14b", 2, 7, 8), ("Q16", 2, 13, 14)),
    *(("Q18", 2, 9, 10), ("Q20b", 2, 5, 6), ("Q22a1", 2, 11, 12), ("Q22e", 2, 11, 12), ("Q22e", 12, 14, 15)),
    *(("Q15", 3, 5, 6), ("Q15", 8, 13, 14), ("Q15", 16, 21, 22), ("Q15", 24, 27, 28), ("Q15", 29, 30, 31)),
    *(
        ("Q23c", 3, 5, 6),
        ("Q23c", 8, 13, 14),
        ("Q23c", 16, 22, 23),
        ("Q23c", 25, 31, 32),
        ("Q23c", 34, 38, 39),
    ),
    *(("Q23e", 2, 6, 7), ("Q25a", 2, 6, 7), ("Q25b", 2, 6, 7), ("Q26a", 2, 5, 6), ("Q26b", 2, 5, 6)),
    *(("Q26d", 2, 10, 11), ("Q9a", 2, 5, 6), ("Q9b", 2, 5, 6), ("Q27e", 2, 11, 12)),
)
# Tables whose columns C to F add up to B.
BY_HOUSEHOLD = (
    "Q7a",
    "Q7b",
    "Q8a",
    "Q8b",
    "Q11",
    "Q12",
    "Q14a",
    "Q15",
    "Q22c",
    "Q22e",
    "Q23c",
    "Q26a",
    "Q26b",
)
NOT_COUNTS = {("Q22c", 12), ("Q23c", 43)}


@pytest.fixture(scope="module", params=SAMPLES)
def report(request: pytest.FixtureRequest) -> Iterator[Report]:
    path, start, end = SAMPLES[request.param]
    with open_dataset([Path(path)]) as dataset, run_report("apr", dataset, start, end) as run:
        yield run


def value(report: Report, cell: str) -> float:
    code, address = cell.split()
    return report.value(code, address) or 0


def test_tables_count_the_same_people(report: Report) -> None:
    for cells in EQUAL:
        found = {cell: value(report, cell) for cell in cells}
        assert len(set(found.values())) == 1, found


def test_rows_add_up(report: Report) -> None:
    for code, first, last, total in SUMS:
        for column in "BC" if code in ("Q20b", "Q22a1", "Q27e") else "B":
            added = sum(value(report, f"{code} {column}{row}") for row in range(first, last + 1))
            assert added == value(report, f"{code} {column}{total}"), (code, column, total)


def test_households_add_up_to_the_total(report: Report) -> None:
    for code in BY_HOUSEHOLD:
        for place in report.answers[code].table.places():
            row = int(place.address[1:])
            if place.address[0] == "B" and (code, row) not in NOT_COUNTS:
                added = sum(value(report, f"{code} {column}{row}") for column in "CDEF")
                assert added == value(report, f"{code} B{row}"), (code, row)


def test_the_groups_of_destinations_and_the_heads_add_up(report: Report) -> None:
    groups = sum(value(report, f"Q23c B{row}") for row in (6, 14, 23, 32, 39))
    assert groups == value(report, "Q23c B40")
    heads = value(report, "Q5a C15") + value(report, "Q5a C16")
    assert heads == value(report, "Q8a B2")
    assert value(report, "Q5a C14") == value(report, "Q27b E2") + value(report, "Q27b E3")
    assert value(report, "Q5a C11") == value(report, "Q25a B2") + value(report, "Q25a B3")
