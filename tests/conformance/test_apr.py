"""APR, CAPER and CE APR agree with HUD's test kit and Data Lab in every cell, or HUD's text says why not."""

import pytest

from tests.conformance.apr_runs import RUNS
from tests.conformance.compare import Pair
from tests.conformance.differences import DIFFERENCES, listed_differences
from tests.conformance.document import document
from tests.conformance.oracles import DATA_LAB, ORACLES, TEST_KIT

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


def test_every_published_table_is_compared(pairs: list[Pair]) -> None:
    published = {
        (run.name, path.stem)
        for run in RUNS
        for folder in (DATA_LAB, TEST_KIT / "expected")
        for path in (folder / run.name).glob("Q*.csv")
    }
    assert {(pair.run, pair.file) for pair in pairs} == published


def test_the_document_is_what_the_command_prints(pairs: list[Pair]) -> None:
    kept = (DIFFERENCES.parent / "conformance.md").read_text("utf-8")
    assert kept == document(pairs), (
        "write it again: `python -m tests.conformance.apr --document > docs/reports/conformance.md`"
    )
