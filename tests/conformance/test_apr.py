"""APR, CAPER and CE APR agree with HUD's test kit and Data Lab in every cell, or HUD's text says why not."""

import pytest

from tests.conformance.apr import RUNS, Run, listed_differences
from tests.conformance.ce_apr import DataLabRun, KitRun
from tests.conformance.oracles import ORACLES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not ORACLES.is_dir(),
        reason="NOT COMPARED WITH HUD'S NUMBERS: no ../shared/oracles beside the checkout",
    ),
]


@pytest.mark.parametrize("run", RUNS, ids=[run.name for run in RUNS])
def test_every_cell_is_equal_or_listed_with_huds_text(run: Run | DataLabRun | KitRun) -> None:
    differing = {
        (pair.run, pair.code, pair.address): (pair.ours, pair.theirs)
        for pair in run.pairs()
        if not pair.agree
    }
    listed = {key: text for key, text in listed_differences().items() if key[0] == run.name}
    assert set(differing) == set(listed)
    assert all(listed.values())


def test_only_runs_that_exist_are_listed() -> None:
    assert {run for run, _, _ in listed_differences()} <= {run.name for run in RUNS}
