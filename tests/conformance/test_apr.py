"""APR, CAPER and CE APR agree with HUD's test kit and Data Lab in every cell, or HUD's text says why not."""

from collections import Counter

import pytest

from hearth.reports.table import column_letters
from tests.conformance.apr_runs import RUNS
from tests.conformance.compare import Pair, lines_of, number_in
from tests.conformance.differences import DIFFERENCES, listed_differences, listed_numbers
from tests.conformance.document import document
from tests.conformance.older_layout import LAYOUTS, NOT_COMPARED
from tests.conformance.oracles import DATA_LAB, ORACLES, TEST_KIT, is_trusted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not ORACLES.is_dir(),
        reason="NOT COMPARED WITH HUD'S NUMBERS: no ../shared/oracles beside the checkout",
    ),
]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [pair for run in RUNS for pair in run.pairs()]


def test_every_cell_is_equal_or_listed_with_huds_text(pairs: list[Pair]) -> None:
    differing = {(pair.run, pair.code, pair.address) for pair in pairs if not pair.agree}
    listed = set(listed_differences())
    assert differing - listed == set(), "not in differences.md: look at `python -m tests.conformance.apr`"
    assert listed - differing == set(), "listed in differences.md, and equal"


def test_the_listed_numbers_are_the_numbers(pairs: list[Pair]) -> None:
    differing = {(pair.run, pair.code, pair.address): pair for pair in pairs if not pair.agree}
    for cell, written in listed_numbers().items():
        numbers = number_in(differing[cell].ours), number_in(differing[cell].theirs)
        assert written == pytest.approx(numbers, abs=0.00005), cell


def test_every_published_table_of_every_published_run_is_compared(pairs: list[Pair]) -> None:
    published = {
        (path.parent.relative_to(folder).as_posix(), path.stem)
        for folder in (DATA_LAB, TEST_KIT / "expected")
        for path in folder.glob("*/*/Q*.csv")
    }
    assert {(pair.run, pair.file) for pair in pairs} == published


def test_every_cell_of_data_labs_tables_is_compared(pairs: list[Pair]) -> None:
    compared = Counter((pair.run, pair.file) for pair in pairs if not pair.run.startswith("datalab_"))
    for (run, file), cells in compared.items():
        header, *lines = lines_of(DATA_LAB / run / f"{file}.csv")
        # One column of each table is not compared: the labels of the lines, or in Q4a the name of the software.
        assert cells == len(lines) * (len(header) - 1), (run, file)


def test_every_cell_of_the_kits_regrouped_tables_is_compared_or_named() -> None:
    for file, layout in LAYOUTS.items():
        compared = {address for theirs in layout.cells.values() for address in theirs}
        filled = {
            f"{column_letters(column)}{number}"
            for path in (TEST_KIT / "expected").glob(f"*/*/{file}.csv")
            for number, line in enumerate(lines_of(path)[1:], start=2)
            for column, value in enumerate(line, start=1)
            if column > 1 and value.strip()
        }
        assert filled - compared == NOT_COMPARED.get(file, frozenset()), file


def test_no_cell_is_left_out_for_want_of_trust_that_is_equal(pairs: list[Pair]) -> None:
    left_out = [pair for pair in pairs if not is_trusted(pair.run, pair.code, pair.address)]
    assert left_out
    assert [pair for pair in left_out if pair.agree] == []


def test_the_document_is_what_the_command_prints(pairs: list[Pair]) -> None:
    kept = (DIFFERENCES.parent / "conformance.md").read_text("utf-8")
    assert kept == document(pairs), (
        "write it again: `python -m tests.conformance.apr --document > docs/reports/conformance.md`"
    )
