"""`hearth report` on the live database gives the files that it gives with --from-csv, whatever the report."""

import argparse
from pathlib import Path

import pytest

from hearth.exchange import load
from hearth.library import command
from hearth.reports import command as from_csv
from hearth.reports.kinds import RUNNERS
from tests.conformance.generated import generated_export
from tests.hand_made import Rows, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)
DATES = ("--start", "2025-10-01", "--end", "2026-09-30")


def report(code: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([code, *DATES, *words]))


def report_on_files(code: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    from_csv.add_arguments(parser)
    return from_csv.run(parser.parse_args([code, *DATES, *words]))


def assessed() -> Rows:
    """A household that an access point assessed and referred."""
    rows = household_of_two()
    rows["CEParticipation"] = [
        {
            "CEParticipationID": "1",
            "ProjectID": "P1",
            "AccessPoint": 1,
            "CEParticipationStatusStartDate": "2020-01-01",
        }
    ]
    whose = {"EnrollmentID": "1", "PersonalID": "1"}
    how = {"AssessmentType": 1, "AssessmentLevel": 2, "PrioritizationStatus": 1}
    rows["Assessment"] = [{"AssessmentID": "1", "AssessmentDate": "2026-03-08", **how, **whose}]
    rows["Event"] = [{"EventID": "1", "EventDate": "2026-12-08", "Event": 14, **whose}]
    return rows


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("apr", ("Q5a.csv", '"Total number of persons served",3,3')),
        ("ce-apr", ("Q9d.csv", '"PSH project resource opening",1,0,1,0,0')),
    ],
)
def test_the_live_report_and_the_one_on_the_files_write_the_same(
    tmp_path: Path, code: str, said: tuple[str, str]
) -> None:
    path = export_zip(tmp_path / "export.zip", assessed())
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)
    report_on_files(code, "--from-csv", str(path), "--out", str(tmp_path / "files"))

    assert report(code, "--project", "P1", "--out", str(tmp_path / "live")) == 0

    files = sorted(path.name for path in (tmp_path / "files").iterdir())
    for name in files:
        assert (tmp_path / "live" / name).read_text() == (tmp_path / "files" / name).read_text()
    name, line = said
    assert line in (tmp_path / "live" / name).read_text().splitlines()


def test_an_organization_stands_for_its_projects_and_an_unknown_one_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export_zip(tmp_path / "export.zip", household_of_two())
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)
    organization = household_of_two()["Organization"][0]["OrganizationID"]

    assert report("apr", "--organization", str(organization), "--out", str(tmp_path / "live")) == 0

    assert '"Total number of persons served",3,3' in (tmp_path / "live" / "Q5a.csv").read_text().splitlines()
    assert report("apr", "--organization", "O9", "--out", str(tmp_path / "other")) == 2
    assert capsys.readouterr().err == "There is no project of the organization O9.\n"


def test_every_report_writes_the_same_on_live_records_and_on_the_files_they_came_from(tmp_path: Path) -> None:
    path = generated_export(tmp_path, seed=11, enrollments=250, errors=0)
    load.perform(load.new_run(source_name="Vendor", file_name=path.name, account=None), path)

    for kind in RUNNERS:
        live, files = tmp_path / f"{kind}-live", tmp_path / f"{kind}-files"
        assert report(kind, "--out", str(live)) == 0
        assert report_on_files(kind, "--from-csv", str(path), "--out", str(files)) == 0
        written = sorted(file.name for file in files.iterdir())
        assert written == sorted(file.name for file in live.iterdir())
        assert written
        for name in written:
            assert (live / name).read_text() == (files / name).read_text(), (kind, name)


def test_a_project_that_does_not_exist_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report("apr", "--project", "P9", "--out", str(tmp_path / "live")) == 2

    assert capsys.readouterr().err == "There is no project P9.\n"
