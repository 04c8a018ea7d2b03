"""Every check keeps silent on a clean export and speaks when its one thing is broken."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearth.dataset import Dataset, open_with_faults
from hearth.quality.catalogue import by_id, catalogue, known_checks
from hearth.quality.run import run
from tests.clean_export import clean_export
from tests.hand_made import export_zip

BREACHES = tomllib.loads((Path(__file__).parent / "breaches.toml").read_text("utf-8"))
# One implementation states both: the finding goes by the first.
SAME = {
    "EVA-134": "RULE-CHAR",
    "EVA-49": "RULE-EXPORTID",
    "RULE-OVERLAP": "EVA-77",
    "RULE-INV-COC": "EVA-137",
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    path = export_zip(tmp_path_factory.mktemp("export") / "clean.zip", clean_export())
    with open_with_faults([path], in_memory=True) as dataset:
        dataset.connection.execute("set threads = 1")  # a few rows: more threads only wait for each other
        yield dataset


@pytest.fixture
def dataset(clean: Dataset) -> Iterator[Dataset]:
    """Give the clean data set; what a test changes is undone."""
    clean.connection.execute("begin")
    yield clean
    clean.connection.execute("rollback")


def test_nothing_is_found_in_a_clean_export(dataset: Dataset) -> None:
    assert dataset.findings == []
    assert run(dataset).totals() == {}


@pytest.mark.slow
@pytest.mark.parametrize("id_", BREACHES)
def test_a_check_finds_what_breaks_it_and_nothing_else_does(dataset: Dataset, id_: str) -> None:
    dataset.connection.execute(BREACHES[id_]["do"])
    found = run(dataset).totals()
    assert set(found) == {id_, *BREACHES[id_].get("also", [])}


def test_every_check_has_a_breach() -> None:
    received = {id_ for check in catalogue().values() if check.name.startswith("file/") for id_ in check.ids}
    # The living situation's three uses are found by EVA-52, EVA-54 and EVA-55; a household's head by EVA-2 and EVA-3.
    umbrella = {"RULE-LS-USE", "RULE-ONE-HOH"}
    silent = set(known_checks()) - set(BREACHES) - received - umbrella - set(SAME)
    assert silent == set()
    assert {SAME[id_] for id_ in SAME} <= set(BREACHES)
    ours = {check.name for check in catalogue().values() if not check.ids}
    # What is wrong with a received file cannot stand in breaches.toml; test_received.py breaks it.
    assert ours - set(BREACHES) == {"file/is_of_this_year"}


@pytest.mark.parametrize("id_", SAME)
def test_ids_of_one_check_have_one_implementation(id_: str) -> None:
    assert by_id()[id_] is by_id()[SAME[id_]]
