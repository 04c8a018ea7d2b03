"""The tables of the PATH annual report agree with each other, on invented communities with planted errors.

Source: PATH Annual Report, instructions of Q8 to Q16, Q18, Q19 to Q24 (5), Q25 (3 and 4) and Q26.
"""

from collections.abc import Iterator

import pytest

from hearth.dataset import open_dataset
from hearth.reports.performance.run import run_report
from hearth.reports.report import Report
from tests.conformance.generated import END, START, generated_export

# The rows of a table, first and last, that add up to another row.
SUMS = (
    *(("Q8-Q16", "B", 3, 4, 5), ("Q25", "B", 3, 5, 6), ("Q25", "B", 8, 13, 14), ("Q25", "B", 16, 22, 23)),
    *(("Q25", "B", 25, 31, 32), ("Q25", "B", 34, 39, 40), ("Q26", "C", 2, 11, 12), ("Q26", "C", 24, 28, 29)),
    *(("Q26", "C", 30, 32, 33), ("Q26", "C", 34, 38, 39), ("Q26", "C", 40, 66, 67), ("Q26", "C", 68, 76, 77)),
    *(("Q26", "C", 78, 80, 81), ("Q26", "C", 82, 86, 87), ("Q26", "C", 88, 90, 91)),
    *(("Q19-Q24", column, first, first + 4, first + 5) for column in "BCD" for first in (3, 13, 20)),
)
# Cells that count everybody who is enrolled in PATH.
EVERYBODY = (
    *("Q8-Q16 B11", "Q19-Q24 B8", "Q19-Q24 B18", "Q19-Q24 B25", "Q25 B42"),
    *("Q26 C12", "Q26 C23", "Q26 C33", "Q26 C39", "Q26 C67", "Q26 C81", "Q26 C91"),
)


@pytest.fixture(scope="module", params=[(5, 0.05), (6, 0.33)], ids=["some errors", "many errors"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    seed, errors = request.param
    path = generated_export(tmp_path_factory.mktemp("generated"), seed, errors=errors)
    with open_dataset([path]) as dataset, run_report("path", dataset, START, END) as run:
        yield run


def value(report: Report, code: str, address: str) -> int:
    return int(report.value(code, address) or 0)


def test_there_is_somebody_to_count(report: Report) -> None:
    assert value(report, "Q8-Q16", "B11") > 5


def test_rows_add_up(report: Report) -> None:
    for code, column, first, last, total in SUMS:
        added = sum(value(report, code, f"{column}{row}") for row in range(first, last + 1))
        assert added == value(report, code, f"{column}{total}"), (code, column, total)


def test_every_table_is_about_the_same_enrolled_clients(report: Report) -> None:
    found = {cell: value(report, *cell.split()) for cell in EVERYBODY}
    assert len(set(found.values())) == 1, found


def test_leavers_and_stayers_are_everybody(report: Report) -> None:
    everybody = value(report, "Q8-Q16", "B11")
    leavers = sum(value(report, "Q25", f"B{row}") for row in (6, 14, 23, 32, 40))
    assert leavers + value(report, "Q25", "B41") == everybody
    for row in (8, 18, 25):
        assert value(report, "Q19-Q24", f"C{row}") == leavers
        assert value(report, "Q19-Q24", f"D{row}") == everybody - leavers


@pytest.mark.parametrize("first", [10, 27, 30])
def test_who_does_not_have_an_income_or_an_insurance_says_no(report: Report, first: int) -> None:
    for column, total in (("B", "B8"), ("C", "C8"), ("D", "D8")):
        both = value(report, "Q19-Q24", f"{column}{first}") + value(report, "Q19-Q24", f"{column}{first + 1}")
        assert both == value(report, "Q19-Q24", total)


def test_no_more_attain_a_service_than_were_referred(report: Report) -> None:
    for row in range(2, 13):
        assert value(report, "Q18", f"C{row}") <= value(report, "Q18", f"B{row}")


def test_new_and_enrolled_clients_are_among_those_contacted(report: Report) -> None:
    contacted = value(report, "Q8-Q16", "B2")
    new = value(report, "Q8-Q16", "B5")
    assert contacted >= new >= sum(value(report, "Q8-Q16", f"B{row}") for row in (8, 9, 10))
    assert contacted >= value(report, "Q8-Q16", "B11") >= value(report, "Q8-Q16", "B12")
