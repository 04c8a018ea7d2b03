"""A cleanup is made when it was asked for by name, and the import says which rows it changed."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from hearth.dataset import UnusableInput
from hearth.exchange import command, load
from hearth.records import guard
from hearth.records.models import Enrollment, ImportRun
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("asked", "coc", "told"),
    [
        ([], None, []),
        (["--clean-up", "household-coc"], "XX-501", [("household-coc", "Enrollment", 1, ["2"])]),
        (["--clean-up", "move-in"], None, [("move-in", "Enrollment", 0, [])]),
    ],
)
def test_a_cleanup_is_made_only_when_asked_for(
    tmp_path: Path, asked: list[str], coc: str | None, told: list[tuple[Any, ...]]
) -> None:
    path = export_zip(tmp_path / "vendor.zip", household_of_two())
    parser = argparse.ArgumentParser()
    command.add_import_arguments(parser)

    assert command.run_import(parser.parse_args([str(path), *asked])) == 0

    member = guard.everything(Enrollment, "test").get(hud_id="2")
    assert member.enrollment_coc == coc
    cleaned = ImportRun.objects.get().cleaned
    assert [(one["name"], one["file"], one["rows"], one["samples"]) for one in cleaned] == told


def test_a_cleanup_that_there_is_not_starts_no_run() -> None:
    with pytest.raises(UnusableInput, match="no cleanup tidy"):
        load.new_run(source_name="Vendor", file_name="a.zip", account=None, cleanups=["tidy"])
    assert not ImportRun.objects.exists()
