"""Live records as a data set: what is in it, what stays behind, and that a report on it equals one on the files."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest

from hearth.dataset import open_dataset
from hearth.exchange import load
from hearth.exchange.snapshot import Snapshot, snapshot
from hearth.exchange.stand_ins import IN_ORDER, NOT_IN_ORDER
from hearth.hud.standard import standard
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Project
from hearth.records.write import change
from tests.hand_made import Rows, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


def imported(tmp_path: Path, rows: Rows, source: str = "Vendor") -> Path:
    path = export_zip(tmp_path / f"{source}.zip", rows)
    run = load.new_run(source_name=source, file_name=path.name, account=None)
    load.perform(run, path)
    return path


def all_records(tmp_path: Path) -> AbstractContextManager[Snapshot]:
    return snapshot(None, tmp_path)


def test_a_snapshot_holds_the_rows_of_the_files_without_what_identifies_people(tmp_path: Path) -> None:
    path = imported(tmp_path, household_of_two())
    left_out = {"DOB", "DateUpdated", "ExportID", "UserID"}

    with all_records(tmp_path) as live, open_dataset([path]) as files:
        for file in standard().files.values():
            if file.name in ("Export", "User"):
                continue
            columns = ", ".join(
                f'"{column.name}"'
                for column in file.columns
                if not column.personal and column.name not in left_out
            )
            query = f'select {columns} from "{file.name}" order by "{file.key.name}"'
            assert (
                live.dataset.connection.execute(query).fetchall()
                == files.connection.execute(query).fetchall()
            )
        named = live.dataset.connection.execute(
            "select array_agg(distinct FirstName), array_agg(distinct LastName), array_agg(distinct SSN), "
            "count(MiddleName), count(DOB) from Client"
        ).fetchone()
    assert named is not None
    first, last, number, middle, born = named
    # Stand-ins only: that a name is there, and whether a number is in order.
    assert set(first + last) <= {"x", None}
    assert set(number) <= {IN_ORDER, NOT_IN_ORDER, None}
    assert (middle, born) == (0, 3)


def test_a_snapshot_leaves_no_file_behind(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    folder = tmp_path / "private"
    folder.mkdir()

    with snapshot(None, folder):
        assert not [path for path in folder.rglob("*") if path.is_file()]
    assert list(folder.iterdir()) == []


def test_rows_carry_the_ids_of_the_live_records(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())

    with all_records(tmp_path) as live:
        rows = live.dataset.connection.execute("select PersonalID, _id from Client").fetchall()
    assert dict(rows) == {client.hud_id: client.id for client in guard.everything(Client, "test")}


def test_a_snapshot_of_a_project_holds_only_its_people(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Project"].append({**rows["Project"][0], "ProjectID": "P2"})
    rows["Enrollment"][2]["ProjectID"] = "P2"
    imported(tmp_path, rows)
    wanted = guard.everything(Project, "test").get(hud_id="P2")

    with snapshot([wanted.id], tmp_path) as live:
        assert live.project_ids == ["P2"]
        assert live.dataset.connection.execute("select PersonalID from Client").fetchall() == [("3",)]


def test_deleted_records_are_not_in_a_snapshot(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())
    with change(by=None, action="test"):
        guard.everything(Client, "test").filter(hud_id="1").update(date_deleted=datetime(2026, 3, 1))

    with all_records(tmp_path) as live:
        stays = live.dataset.connection.execute("select EnrollmentID from Enrollment order by 1").fetchall()
        services = live.dataset.connection.execute("select count(*) from Services").fetchone()
    assert stays == [("2",), ("3",)]
    assert services == (0,)
    assert guard.everything(Enrollment, "test").count() == 3


def test_people_of_two_sources_with_equal_keys_are_two_people(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two(), "One")
    imported(tmp_path, household_of_two(), "Two")

    with all_records(tmp_path) as live:
        counted = live.dataset.connection.execute(
            "select count(distinct PersonalID), count(distinct EnrollmentID), count(distinct HouseholdID) "
            "from Enrollment join Client using (PersonalID)"
        ).fetchone()
    assert counted == (6, 6, 4)


def test_a_birth_date_and_a_date_time_keep_their_types(tmp_path: Path) -> None:
    imported(tmp_path, household_of_two())

    with all_records(tmp_path) as live:
        row = live.dataset.connection.execute(
            "select c.DOB, s.DateCreated from Client c join Services s using (PersonalID)"
        ).fetchone()
    assert row == (date(1990, 3, 12), datetime(2026, 3, 8, 2, 30))
