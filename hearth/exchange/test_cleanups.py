"""A cleanup is made when it was asked for by name, and the import says how many rows it changed."""

import argparse
from pathlib import Path

import pytest

from hearth.exchange import command
from hearth.records import guard
from hearth.records.models import Enrollment, ImportRun
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("asked", "coc", "told"),
    [
        ([], None, []),
        (["--clean-up", "household-coc"], "XX-501", ["The cleanup household-coc changed 1 rows."]),
        (["--clean-up", "move-in"], None, []),
    ],
)
def test_a_cleanup_is_made_only_when_asked_for(
    tmp_path: Path, asked: list[str], coc: str | None, told: list[str]
) -> None:
    path = export_zip(tmp_path / "vendor.zip", household_of_two())
    parser = argparse.ArgumentParser()
    command.add_import_arguments(parser)

    assert command.run_import(parser.parse_args([str(path), *asked])) == 0

    member = guard.everything(Enrollment, "test").get(hud_id="2")
    assert member.enrollment_coc == coc
    findings = ImportRun.objects.get().findings
    assert [each["reason"] for each in findings if each["kind"] == "cleanup"] == told
