"""`hearth report apr` on the live database gives the files that it gives with --from-csv."""

import argparse
from pathlib import Path

import pytest

from hearth.exchange import load
from hearth.library import command
from hearth.reports import command as from_csv
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)
DATES = ("--start", "2025-10-01", "--end", "2026-09-30")


def report(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["apr", *DATES, *words]))


def test_the_live_report_and_the_one_on_the_files_write_the_same(tmp_path: Path) -> None:
    path = export_zip(tmp_path / "export.zip", household_of_two())
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)
    parser = argparse.ArgumentParser()
    from_csv.add_arguments(parser)
    from_csv.run(
        parser.parse_args(["apr", *DATES, "--from-csv", str(path), "--out", str(tmp_path / "files")])
    )

    assert report("--project", "P1", "--out", str(tmp_path / "live")) == 0

    files = sorted(path.name for path in (tmp_path / "files").iterdir())
    assert "Q5a.csv" in files
    for name in files:
        assert (tmp_path / "live" / name).read_text() == (tmp_path / "files" / name).read_text()
    assert '"Total number of persons served",3,3' in (tmp_path / "live" / "Q5a.csv").read_text()


def test_a_project_that_does_not_exist_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report("--project", "P9", "--out", str(tmp_path / "live")) == 2

    assert capsys.readouterr().err == "There is no project P9.\n"
