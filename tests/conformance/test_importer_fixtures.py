"""Exports that were made to test another importer behave here as there, or HUD's text says why not."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.importer_fixtures import FIXTURES, FOLDERS, TOGETHER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not FIXTURES.is_dir(),
        reason="NOT COMPARED WITH ANOTHER IMPORTER: no ../shared/oracles beside the checkout",
    ),
]


@pytest.fixture(autouse=True)
def own_spool(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_behaves_as_expected_or_as_huds_text_says(folder: str) -> None:
    compared = list(FOLDERS[folder]())
    print(f"\n{folder}", *compared, sep="\n")
    assert [str(each) for each in compared if not (each.holds or each.text)] == []


def test_every_folder_is_compared() -> None:
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir()} == FOLDERS.keys() | TOGETHER.keys()
