"""The nightly scan finds Febrl's labelled doubles: hardly a wrong one, and nine of ten."""

import pytest

from tests.conformance.duplicates import FILES, FOLDER, PRECISION, RECALL, measured

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FOLDER.exists(),
        reason="THE LABELLED RECORDS WERE NOT READ: no ../shared/oracles beside the checkout",
    ),
]


@pytest.mark.parametrize("name", FILES)
def test_the_scan_is_right_and_finds_most(name: str) -> None:
    found = measured(name)
    print(found)
    assert found.precision >= PRECISION
    assert found.recall >= RECALL
