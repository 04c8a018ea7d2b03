"""`hearth import` and `hearth export` as they are typed."""

import argparse
import json
from pathlib import Path

import pytest

from hearth.exchange import command, export_command
from tests.hand_made import export_zip, household_of_two, read_zip

pytestmark = pytest.mark.django_db(transaction=True)


def import_(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_import_arguments(parser)
    return command.run_import(parser.parse_args(words))


def export(*words: str) -> int:
    parser = argparse.ArgumentParser()
    export_command.add_arguments(parser)
    return export_command.run(parser.parse_args(words))


def test_an_import_prints_the_counts_per_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = export_zip(tmp_path / "vendor.zip", household_of_two())

    assert import_(str(path)) == 0

    said = capsys.readouterr().out.splitlines()
    assert next(line.split() for line in said if line.startswith("Client")) == ["Client", "3", "3", "0", "3"]
    assert said[-2] == "All 13 rows were stored."


def test_an_import_tells_its_counts_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = export_zip(tmp_path / "vendor.zip", household_of_two())

    assert import_(str(path), "--json") == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["source"], said["state"]) == ("vendor", "done")
    counted = {what: count for what, count in said["files"]["Enrollment"].items() if count}
    assert counted == {"read": 3, "stored": 3, "done": 3, "new": 3, "samples": {"new": ["1", "2", "3"]}}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.zip", "there is no such file or folder."),
        ("list.zip", "list.zip: not a zip file. Nothing was stored."),
    ],
)
def test_an_unusable_file_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    (tmp_path / "list.zip").write_text("PersonalID")

    assert import_(str(tmp_path / name)) == 2

    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(says)
    assert said.out == ""


def test_an_export_writes_the_zip_and_prints_its_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_(str(export_zip(tmp_path / "vendor.zip", household_of_two())))
    capsys.readouterr()

    assert export("--out", str(tmp_path / "out.zip"), "--project", "P1") == 0

    assert "Enrollment                       3" in capsys.readouterr().out
    assert len(read_zip(tmp_path / "out.zip")["Client"]) == 3
    assert (tmp_path / "out.zip").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--project", "P9"], "There is no project P9."),
        (["--start", "2026-02-01", "--end", "2026-01-01"], "before it starts"),
        (["--out", "/nowhere/out.zip"], "/nowhere/out.zip: cannot be written"),
    ],
)
def test_bad_arguments_of_an_export_are_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert export("--out", str(tmp_path / "out.zip"), *words) == 2

    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
