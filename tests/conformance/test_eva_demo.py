"""The demo export shows its planted faults as findings and is imported nevertheless."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.eva_demo import CLIENTS, DEMO, PLANTED, found_in_demo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DEMO.exists(), reason="THE DEMO EXPORT WAS NOT READ: no ../shared/oracles beside the checkout"
    ),
]


def test_every_planted_fault_is_found() -> None:
    found = list(found_in_demo())
    assert len(found) == len(PLANTED)
    assert [str(each) for each in found if each.times != each.planted.times] == []


@pytest.mark.django_db(transaction=True)
def test_it_is_imported_with_its_wrong_dates_told(tmp_path: Path, settings: Any) -> None:
    from hearth.exchange import load

    settings.DATA = tmp_path
    run = load.new_run(source_name="Demo", file_name=DEMO.name, account=None)
    load.perform(run, DEMO)
    run.refresh_from_db()
    assert str(run.state) == "done"
    counts = run.counts["Client"]
    assert (counts["read"], counts["stored"], counts["refused"]) == (CLIENTS, CLIENTS, 0)
    assert any("DateUpdated is not a date and time" in each["reason"] for each in run.findings)
