"""The quality command writes the issues and says what it cannot check."""

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import pytest

from hearth.quality.command import add_arguments, run
from tests.clean_export import clean_export
from tests.hand_made import export_zip


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def test_the_issues_are_written_without_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = clean_export()
    rows["Export"][0]["HashStatus"] = 1
    for client in rows["Client"]:
        client |= {"FirstName": "Zebulon", "LastName": "Quillfeather", "SSN": "987654321"}
    rows["Client"][0]["VeteranStatus"] = 99
    rows["Funder"][0]["FunderID"] = "=HYPERLINK(1)"
    rows["Funder"][0]["StartDate"] = ""
    path = export_zip(tmp_path / "export.zip", rows)
    assert main(["--from-csv", str(path), "--out", str(tmp_path / "issues.csv")]) == 0
    text = (tmp_path / "issues.csv").read_text("utf-8")
    for secret in ("Zebulon", "Quillfeather", "987654321"):
        assert secret not in text + capsys.readouterr().out
    issues = list(csv.DictReader(text.splitlines()))
    assert [(one["check"], one["severity"], one["key"]) for one in issues] == [
        ("EVA-6", "high", "'=HYPERLINK(1)"),
        ("EVA-66", "warning", "C0"),
        ("EVA-126", "report", "E1"),
    ]
    assert issues[1]["issue"] == "It is known of every adult whether they are a veteran."
    assert (issues[1]["file"], issues[1]["line"], issues[1]["person"]) == ("Client", "2", "C0")


def test_only_chosen_checks_are_made(tmp_path: Path) -> None:
    rows = clean_export()
    rows["Client"][0] |= {"VeteranStatus": 99, "NameDataQuality": 2}
    path, out = export_zip(tmp_path / "export.zip", rows), tmp_path / "issues.csv"
    assert main(["--from-csv", str(path), "--out", str(out), "--check", "EVA-78"]) == 0
    assert [one["check"] for one in csv.DictReader(out.read_text().splitlines())] == ["EVA-78"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from-csv", "nowhere.zip"], "nowhere.zip: there is no such file or folder.\n"),
        (["--from-csv", "nowhere.zip", "--check", "EVA-0"], "There is no check EVA-0.\n"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_line(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--out", str(tmp_path / "issues.csv")]) == 2
    assert capsys.readouterr().err == words


def test_what_is_no_zip_is_an_issue_and_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export.txt").write_text("no zip")
    out = tmp_path / "issues.csv"
    assert main(["--from-csv", str(tmp_path / "export.txt"), "--out", str(out)]) == 2
    assert capsys.readouterr().err == "export.txt: is not a zip file.\n"
    assert [one["check"] for one in csv.DictReader(out.read_text().splitlines())] == ["EVA-127"]


def test_the_checks_run_without_django() -> None:
    code = "import sys, hearth.quality.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
