"""Importing an export: what is stored, what is refused, what is said."""

import threading
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.records import guard, ssn
from hearth.records.models import (
    Change,
    Client,
    CoC,
    Enrollment,
    Exit,
    HUDUser,
    ImportRun,
    KnownName,
    Organization,
    Project,
    ProjectCoC,
    Service,
    Source,
)
from hearth.records.models.record import Record
from hearth.records.names import unique_identifier
from tests.hand_made import Rows, client, enrollment, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


def imported(path: Path, source: str = "Vendor") -> ImportRun:
    run = load.new_run(source_name=source, file_name=path.name, account=None)
    load.perform(run, path)
    return run


def all_of(model: type[Any]) -> Any:
    return guard.everything(model, "test")


def refused(run: ImportRun, file: str) -> tuple[int, list[str]]:
    return run.counts[file]["refused"], [found["reason"] for found in run.findings if found["file"] == file]


def test_every_row_is_stored_and_counted(tmp_path: Path) -> None:
    rows = household_of_two()

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert run.state == "done"
    assert run.message == "All 13 rows were stored."
    assert {name: count["stored"] for name, count in run.counts.items() if count["read"]} == {
        name: len(content) for name, content in rows.items()
    }
    assert all(count["done"] == count["stored"] for count in run.counts.values())
    assert all_of(Enrollment).get(hud_id="2").client.first_name == "Ben"
    assert Change.objects.get(action="import").import_run == run
    assert CoC.objects.get().code == "XX-501"


def test_the_ids_in_sql_are_those_in_python(tmp_path: Path) -> None:
    run = imported(export_zip(tmp_path / "export.zip", household_of_two()))

    models: list[type[Record]] = [
        Client,
        Enrollment,
        Exit,
        HUDUser,
        Organization,
        Project,
        ProjectCoC,
        Service,
    ]
    for model in models:
        for record in all_of(model):
            assert record.id == model.imported_id(run.source.id, record.hud_id)
    stay = all_of(Enrollment).get(hud_id="1")
    assert stay.client_id == Client.imported_id(run.source.id, "1")
    assert stay.user_id == HUDUser.imported_id(run.source.id, "U1")


def test_an_ssn_is_encrypted_and_found_by_its_digests(tmp_path: Path) -> None:
    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    anna = all_of(Client).get(ssn_digest=ssn.whole_digest("123456789"))
    ben = all_of(Client).get(ssn_last_four_digest=ssn.last_four_digest("6780"))
    assert ssn.clear(anna.ssn_encrypted) == "123456789"
    assert ssn.clear(ben.ssn_encrypted) == "xxxxx6780"
    assert ben.ssn_digest is None
    assert all_of(Client).get(hud_id="3").ssn_encrypted is None
    assert (anna.first_name_plain, anna.last_name_plain) == ("anna", "oharalee")
    assert anna.unique_identifier == unique_identifier(anna.id)


def test_the_names_of_an_import_are_known_to_search_once_each(tmp_path: Path) -> None:
    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    known = dict(guard.everything(KnownName, "test").values_list("name", "words"))
    assert known["anna"] == "anna"
    assert known["oharalee"] == "ohara lee"
    imported(export_zip(tmp_path / "again.zip", household_of_two()))
    assert guard.everything(KnownName, "test").count() == len(known)


def test_a_date_time_in_the_hour_that_daylight_saving_leaves_out_is_kept(tmp_path: Path) -> None:
    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert all_of(Service).get().date_created == datetime(2026, 3, 8, 2, 30)


def test_a_row_without_its_parent_is_refused_with_its_line_and_so_are_its_children(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Enrollment"].append(enrollment("4", "nobody", "H3", 1))
    rows["Exit"].append(
        {"ExitID": "4", "EnrollmentID": "4", "PersonalID": "1", "ExitDate": "2026-02-01", "Destination": 410}
    )

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert refused(run, "Enrollment") == (
        1,
        ["Not stored: Client.csv has no PersonalID nobody, or its row was refused."],
    )
    assert refused(run, "Exit")[0] == 1
    assert (run.findings[0]["file"], run.findings[0]["line"]) == ("Enrollment", 5)
    assert run.message == "13 rows were stored; 2 could not be, see the findings."
    assert all_of(Enrollment).count() == 3


def test_of_two_rows_with_one_key_the_later_change_is_stored(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Client"].append(client("3", "Cleopatra", "Example", None, "1980-01-01"))
    rows["Client"][-1]["DateUpdated"] = "2026-01-01 00:00:00"

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert refused(run, "Client") == (1, ["Not stored: another row has the same PersonalID 3."])
    assert all_of(Client).get(hud_id="3").first_name == "Cleopatra"


def test_a_row_without_a_date_that_places_it_is_refused(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Enrollment"][2]["EntryDate"] = None

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert refused(run, "Enrollment") == (1, ["Not stored: EntryDate is empty."])


def test_a_row_without_a_key_is_counted_as_refused(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Services"].append({**rows["Services"][0], "ServicesID": None})

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert run.counts["Services"]["read"] == 2
    assert refused(run, "Services") == (1, ["ServicesID is empty, so the row has no key."])


def test_a_row_without_date_created_is_stored_and_said(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Exit"][0]["DateCreated"] = None

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert all_of(Exit).get().date_created == datetime(2025, 10, 2, 8, 15)
    assert refused(run, "Exit") == (
        0,
        ["DateCreated is empty; 1 such rows got the other date, or today's."],
    )


def test_a_text_longer_than_huds_column_is_cut_and_said(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Client"][0]["MiddleName"] = "x" * 60

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert all_of(Client).get(hud_id="1").middle_name == "x" * 50
    assert refused(run, "Client") == (0, ["MiddleName was cut to HUD's length."])


def test_a_value_that_does_not_fit_its_column_is_left_out_and_said(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Exit"][0]["Destination"] = "home"

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert all_of(Exit).get().destination is None
    assert refused(run, "Exit") == (0, ["Destination is not a whole number (home)."])


def test_a_user_that_no_row_holds_is_added_with_only_its_id(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Exit"][0]["UserID"] = "U9"

    run = imported(export_zip(tmp_path / "export.zip", rows))

    added = all_of(HUDUser).get(hud_id="U9")
    assert all_of(Exit).get().user == added
    assert added.user_first_name is None
    assert run.counts["User"]["added"] == 1
    assert refused(run, "User") == (
        0,
        ["UserID U9 is used but has no row: a user holding only the id was added."],
    )


def test_ten_rows_in_export_csv_are_kept_with_the_run(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Export"] = [{**rows["Export"][0], "ExportID": f"E{number}"} for number in range(10)]

    run = imported(export_zip(tmp_path / "export.zip", rows))

    assert [export.hud_id for export in run.exports.order_by("id")] == [f"E{number}" for number in range(10)]


def test_two_sources_with_equal_keys_live_side_by_side(tmp_path: Path) -> None:
    path = export_zip(tmp_path / "export.zip", household_of_two())

    imported(path, "One")
    imported(path, "Two")

    assert all_of(Enrollment).filter(hud_id="1").count() == 2
    assert all_of(Client).count() == 6


def test_this_system_itself_is_no_source_of_imports(tmp_path: Path) -> None:
    Source.objects.create(name="Here", is_own=True)

    with pytest.raises(UnusableInput, match="Here is this system itself"):
        imported(export_zip(tmp_path / "export.zip", household_of_two()), "Here")


def no_zip(path: Path, rows: Rows) -> None:
    path.write_bytes(b"PersonalID,FirstName\n1,Anna\n")


def without_client_csv(path: Path, rows: Rows) -> None:
    export_zip(path, rows, leave_out=("Client",))


def with_a_wrong_header(path: Path, rows: Rows) -> None:
    export_zip(path, rows, leave_out=("Exit",))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Exit.csv", "ExitID,EnrollmentID\n1,1\n")


def cut_short(path: Path, rows: Rows) -> None:
    export_zip(path, rows)
    path.write_bytes(path.read_bytes()[:-500])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (no_zip, "not a zip file"),
        (without_client_csv, "Client.csv missing"),
        (with_a_wrong_header, "Exit.csv has a wrong header"),
        (cut_short, "damaged or cut short"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_stored(
    tmp_path: Path, spoil: Any, says: str
) -> None:
    path = tmp_path / "export.zip"
    spoil(path, household_of_two())
    run = load.new_run(source_name="Vendor", file_name=path.name, account=None)

    with pytest.raises(UnusableInput, match=says):
        load.perform(run, path)

    run.refresh_from_db()
    assert run.state == "failed"
    assert says in run.message
    assert run.message.endswith("Nothing was stored.")
    assert "\n" not in run.message
    assert all_of(Organization).count() == 0
    assert not Change.objects.exists()


def test_a_fault_of_ours_stores_nothing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(load, "finish", broken)
    run = load.new_run(source_name="Vendor", file_name="x.zip", account=None)

    with pytest.raises(RuntimeError):
        load.perform(run, export_zip(tmp_path / "export.zip", household_of_two()))

    run.refresh_from_db()
    assert (run.state, run.message) == (
        "failed",
        "The import broke off by a fault of this system. Nothing was stored.",
    )
    assert all_of(Client).count() == 0


def test_nothing_of_an_import_is_left_in_the_spool(tmp_path: Path) -> None:
    imported(export_zip(tmp_path / "export.zip", household_of_two()))

    assert list((Path(settings.DATA) / "spool").iterdir()) == []


def test_of_a_killed_import_and_of_one_that_waits_stays_what_is_sealed_and_of_an_ended_one_nothing() -> None:
    killed, waiting, ended = (
        load.new_run(source_name="Vendor", file_name="x.zip", account=None) for _ in range(3)
    )
    for run, state in ((killed, "running"), (ended, "done")):
        ImportRun.objects.filter(pk=run.id).update(state=state)
    for run in (killed, waiting, ended):
        spool.store(run.id, [b"Client.csv"])
    (spool.private_folder(killed.id) / spool.OPENED).write_bytes(b"Client.csv")

    assert spool.sweep() == 1

    assert not spool.upload_of(ended.id).exists()
    assert list(spool.private_folder(killed.id).iterdir()) == [spool.upload_of(killed.id)]
    assert spool.opened(waiting.id, spool.private_folder(waiting.id)).read_bytes() == b"Client.csv"
    assert spool.upload_of(waiting.id).stat().st_mode & 0o777 == 0o600
    for run in (killed, waiting):
        spool.drop(run.id)


def test_two_imports_at_once_are_stored_one_after_the_other(tmp_path: Path) -> None:
    path = export_zip(tmp_path / "export.zip", household_of_two())
    runs = [load.new_run(source_name="Vendor", file_name="x.zip", account=None) for _ in range(2)]

    def work(run: ImportRun) -> None:
        try:
            load.perform(run, path)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = [ImportRun.objects.get(pk=run.pk).counts["Client"] for run in runs]
    assert sorted((count["new"], count["same"]) for count in counts) == [(0, 3), (3, 0)]
    assert all_of(Client).count() == 3
    assert Change.objects.count() == 1
