"""`hearth import` and `hearth export` as they are typed."""

import argparse
import json
from pathlib import Path

import pytest

from hearth.exchange import command, export_command
from hearth.records import guard
from hearth.records.models import Client, ImportRun, Source
from hearth.records.write import change
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


def run_of(path: Path, *words: str) -> ImportRun:
    assert import_(str(path), "--source", "Vendor", *words) == 0
    return ImportRun.objects.latest("created_at")


def test_a_source_is_taken_over_and_given_back_until_the_first_edit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export_zip(tmp_path / "vendor.zip", household_of_two())
    first, again = run_of(path), run_of(path, "--dry-run")
    assert (first.state, again.counts["Client"]["same"]) == ("done", 3)
    ids = sorted(guard.everything(Client, "test").values_list("hud_id", flat=True))

    assert import_("--take-over", "Vendor") == 0
    assert "its files are refused" in capsys.readouterr().out
    assert import_(str(path), "--source", "Vendor") == 2
    assert "was taken over on" in capsys.readouterr().err
    assert import_(str(path), "--source", "Vendor", "--dry-run") == 2
    assert sorted(guard.everything(Client, "test").values_list("hud_id", flat=True)) == ids

    assert import_("--give-back", "Vendor") == 0
    assert run_of(path).counts["Client"]["same"] == 3

    assert import_("--take-over", "Vendor") == 0
    with change(by=None, action="edit_client"):
        guard.everything(Client, "test").filter(hud_id="1").update(first_name="Annie")
    capsys.readouterr()
    assert import_("--give-back", "Vendor") == 2
    assert "were edited here since" in capsys.readouterr().err


def test_an_import_is_undone_by_the_name_of_its_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = run_of(export_zip(tmp_path / "vendor.zip", household_of_two()))

    assert import_("--undo", str(run.id)) == 0
    assert capsys.readouterr().out.strip().endswith("The import of vendor.zip was undone.")
    assert not guard.everything(Client, "test").filter(date_deleted=None).exists()

    assert import_("--undo", str(run.id)) == 2
    assert "undone already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--undo", "00000000-0000-0000-0000-000000000000"], "There is no import 0000"),
        (["--take-over", "Nobody"], "There is no source Nobody."),
        (["--give-back", "Nobody"], "There is no source Nobody."),
    ],
)
def test_other_work_that_cannot_be_done_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert import_(*words) == 2

    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1


def test_an_import_of_some_projects_takes_their_rows_only(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Project"].append(rows["Project"][0] | {"ProjectID": "P2"})
    rows["Enrollment"][2]["ProjectID"] = "P2"

    run = run_of(export_zip(tmp_path / "vendor.zip", rows), "--project", "P1")

    stored = {name: count["stored"] for name, count in run.counts.items() if count["stored"]}
    assert (stored["Project"], stored["Client"], stored["Enrollment"], stored["Services"]) == (1, 2, 2, 1)
    assert "Exit" not in stored
    assert import_(str(tmp_path / "vendor.zip"), "--source", "Vendor", "--project", "P9") == 2


def test_the_matching_of_a_source_is_chosen_with_its_file(tmp_path: Path) -> None:
    run = run_of(export_zip(tmp_path / "vendor.zip", household_of_two()), "--matching", "none")

    assert Source.objects.get(pk=run.source_id).matching == "none"


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
