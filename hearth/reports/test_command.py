"""The report command: files on success, one clear line and exit status 2 otherwise."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from hearth.dataset.conftest import Export, Zipped, csv_text
from hearth.reports import command

RANGE = ["--start", "2022-10-01", "--end", "2023-09-30"]


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(argument) for argument in arguments]))


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.strip()


def test_it_writes_huds_files(export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "out"
    assert run("apr", "--from-csv", export(), *RANGE, "--project", "P", "--out", out) == 0
    assert (out / "Q5a.csv").read_text().splitlines()[1] == '"Total number of persons served",1,1'
    assert capsys.readouterr() == ("", "")


def test_an_organization_stands_for_all_of_its_projects(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    projects = [
        {"ProjectID": name, "OrganizationID": organization, "ProjectType": "0"}
        for name, organization in (("P", "O"), ("P2", "O"), ("P3", "O2"))
    ]
    stays = [
        {"EnrollmentID": name, "PersonalID": name, "ProjectID": project, "EntryDate": "2023-01-01"}
        for name, project in (("A", "P"), ("B", "P2"), ("C", "P3"))
    ]
    made = export(
        Organization=csv_text("Organization", {"OrganizationID": "O"}, {"OrganizationID": "O2"}),
        Project=csv_text("Project", *projects),
        Client=csv_text("Client", *({"PersonalID": name, "DOB": "1980-01-01"} for name in "ABC")),
        Enrollment=csv_text("Enrollment", *stays),
    )
    asked = ["apr", "--from-csv", made, *RANGE, "--out", tmp_path / "out"]
    assert run(*asked, "--organization", "O") == 0
    assert (tmp_path / "out" / "Q5a.csv").read_text().splitlines()[1].endswith(",2,2")
    assert refused(capsys, *asked, "--organization", "X") == "The data has no project of the organization X."


def test_an_export_of_fy2024_is_counted_and_what_changed_is_told(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = export(
        Export=csv_text("Export", {"ExportID": "X", "CSVVersion": "2024 v1.4"}, year="fy2024"),
        Client=csv_text(
            "Client", {"PersonalID": "A", "DOB": "1980-01-01", "HispanicLatinaeo": "1"}, year="fy2024"
        ),
        Enrollment=csv_text(
            "Enrollment",
            {"EnrollmentID": "E", "PersonalID": "A", "ProjectID": "P", "EntryDate": "2023-01-01"},
            year="fy2024",
        ),
    )
    assert run("apr", "--from-csv", old, *RANGE, "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "Q5a.csv").read_text().splitlines()[1].endswith(",1,1")
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in said] == ["Export.csv line 2", "Client.csv line 1"]


def test_inputs_may_follow_each_other_or_the_option_be_repeated(export: Export, tmp_path: Path) -> None:
    first = export("first")
    second = export(
        "second",
        Client=csv_text("Client", {"PersonalID": "B"}),
        Enrollment=csv_text(
            "Enrollment",
            {"EnrollmentID": "E2", "PersonalID": "B", "ProjectID": "P", "EntryDate": "2023-01-01"},
        ),
    )
    for number, inputs in enumerate(
        (["--from-csv", first, second], ["--from-csv", first, "--from-csv", second])
    ):
        out = tmp_path / str(number)
        assert run("apr", *inputs, *RANGE, "--out", out) == 0
        assert (out / "Q5a.csv").read_text().splitlines()[1].endswith(",2,2")


def test_bad_inputs_are_refused_and_nothing_is_written(
    export: Export, zipped: Zipped, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    letter = tmp_path / "letter.zip"
    letter.write_text("Dear HMIS lead,")
    whole = zipped(export("whole"), name="whole.zip")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:1000])
    header = export("header", Client=csv_text("Client").replace("PersonalID", "ClientID"))
    without = zipped(export("without", Client=None), name="without.zip")
    lines = [
        refused(capsys, "apr", "--from-csv", path, *RANGE, "--out", out)
        for path in (letter, cut, header, without)
    ]
    assert lines == [
        "letter.zip: not a zip file.",
        "cut.zip: the zip is damaged or cut short.",
        "Client.csv has a wrong header: missing PersonalID; unexpected 'ClientID'.",
        "without.zip: not a complete HMIS CSV export, Client.csv missing.",
    ]
    assert not out.exists()


def test_what_cannot_be_reported_is_refused(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["apr", "--from-csv", export(), "--out", tmp_path / "out"]
    assert refused(capsys, *given, *RANGE, "--project", "Z") == "The data has no project Z."
    reversed_dates = ["--start", "2023-09-30", "--end", "2022-10-01"]
    assert (
        refused(capsys, *given, *reversed_dates)
        == "The report ends on 2022-10-01, before it starts on 2023-09-30."
    )


def test_a_program_without_anybody_is_reported_with_zeros(export: Export, tmp_path: Path) -> None:
    folder = export(Client=csv_text("Client"), Enrollment=csv_text("Enrollment"))
    assert run("apr", "--from-csv", folder, *RANGE, "--project", "P", "--out", tmp_path / "out") == 0
    lines = (tmp_path / "out" / "Q5a.csv").read_text().splitlines()[1:]
    assert len(lines) == 16
    assert all(line.endswith(",0,0") for line in lines)


def test_a_leap_day_is_a_day_in_a_leap_year_only(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["apr", "--from-csv", export(), "--out", tmp_path / "out"]
    assert run(*given, "--start", "2024-02-29", "--end", "2024-02-29") == 0
    with pytest.raises(SystemExit):
        run(*given, "--start", "2023-02-29", "--end", "2023-03-31")
    assert "'2023-02-29' is not a day" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    assert str(taken) in refused(capsys, "apr", "--from-csv", export(), *RANGE, "--out", taken)


def test_a_date_that_is_none_is_refused(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("apr", "--from-csv", export(), "--start", "2022-13-01", "--end", "2023-09-30", "--out", tmp_path)
    assert stopped.value.code == 2
    assert "'2022-13-01' is not a day" in capsys.readouterr().err


def test_the_numbers_wing_knows_no_django() -> None:
    code = "import sys, hearth.reports.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
