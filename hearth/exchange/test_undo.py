"""Undo of an import: the state before, or a list of what was edited since."""

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from hearth.actions.refusal import NotDone
from hearth.exchange import load, ownership, undo
from hearth.exchange.shape import stored_files
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Exit, ImportRun, Service, Source
from hearth.records.write import change, current
from tests.hand_made import Rows, client, enrollment, export_zip, full_export

pytestmark = pytest.mark.django_db(transaction=True)

LATER = "2026-06-01 12:00:00"


def imported(path: Path, rows: Rows, source: str = "Vendor") -> ImportRun:
    run = load.new_run(source_name=source, file_name="export.zip", account=None, is_accepted=True)
    load.perform(run, export_zip(path / f"{run.id}.zip", rows))
    return run


def all_of(model: type[Any]) -> Any:
    return guard.everything(model, "test")


def kept() -> dict[str, list[dict[str, Any]]]:
    """Give every record that is not deleted: what an export would hold. An SSN never looks the same when encrypted."""
    return {
        file.name: [
            {name: value for name, value in row.items() if name != "ssn_encrypted"}
            for row in all_of(file.model).filter(date_deleted=None).order_by("id").values()
        ]
        for file in stored_files().values()
    }


def without_a_stay(rows: Rows) -> None:
    rows["Enrollment"] = rows["Enrollment"][1:]
    rows["Services"] = []


def with_another_name(rows: Rows) -> None:
    rows["Client"][0] |= {"FirstName": "Annette", "SSN": "987654321", "DateUpdated": LATER}


def with_a_new_client(rows: Rows) -> None:
    rows["Client"].append(client("4", "Dov", "Example", None, "1970-07-07"))
    rows["Enrollment"].append(enrollment("4", "4", "H4", 1))


def test_what_was_changed_added_and_deleted_is_as_before(tmp_path: Path) -> None:
    imported(tmp_path, full_export())
    before = kept()
    rows = full_export()
    for change_of in (with_another_name, without_a_stay, with_a_new_client):
        change_of(rows)
    run = imported(tmp_path, rows)
    assert kept() != before

    undo.undo_import(None, run.id)

    assert kept() == before
    run.refresh_from_db()
    assert run.undone_at is not None
    assert all_of(Client).get(hud_id="4").date_deleted is not None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_state_after_an_undo_is_the_state_before_for_random_files(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    states = [kept()]
    runs = []
    for _number in range(3):
        rows = full_export()
        for number in range(dice.randrange(5)):
            rows["Client"].append(
                client(f"C{number}", dice.choice(["Pat", "Sam"]), "Example", None, "1990-01-01")
            )
            rows["Client"][-1]["DateUpdated"] = f"2026-0{dice.randrange(1, 9)}-01 00:00:00"
            rows["Enrollment"].append(enrollment(f"E{number}", f"C{number}", f"HE{dice.randrange(3)}", 1))
        for change_of in (with_another_name, without_a_stay, with_a_new_client):
            if dice.random() < 0.5:
                change_of(rows)
        runs.append(imported(tmp_path, rows))
        states.append(kept())

    for run in reversed(runs):
        assert kept() == states.pop()
        undo.undo_import(None, run.id)
    assert kept() == states.pop()


def test_a_first_file_that_was_undone_comes_back_with_the_same_file(tmp_path: Path) -> None:
    first = imported(tmp_path, full_export())
    before = kept()
    undo.undo_import(None, first.id)
    assert not any(kept().values())
    assert Source.objects.get(name="Vendor").taken_over_at is None

    again = imported(tmp_path, full_export())

    assert kept() == before
    assert again.message == "All 13 rows were stored."
    assert Source.objects.get(name="Vendor").taken_over_at is not None


def test_an_undo_is_refused_while_a_row_was_edited_by_a_person_and_says_which(tmp_path: Path) -> None:
    run = imported(tmp_path, full_export())
    with change(by=None, action="edit_client"):
        all_of(Client).filter(hud_id="1").update(first_name="Annie")
    before = kept()

    with pytest.raises(NotDone, match="1 rows that this import wrote were edited since: Client 1"):
        undo.undo_import(None, run.id)

    assert kept() == before
    [row] = undo.edited_since(None, run.id)
    assert (row.file, row.hud_id, row.what) == ("Client", "1", "edit_client")


def test_an_undo_is_refused_while_something_hangs_on_what_the_import_brought(tmp_path: Path) -> None:
    run = imported(tmp_path, full_export())
    own = Source.objects.create(name="Here", is_own=True)
    stay = all_of(Enrollment).get(hud_id="1")
    with change(by=None, action="record_service"):
        Service.objects.create(
            source=own,
            hud_id="own",
            change=current(),
            enrollment=stay,
            client_id=stay.client_id,
            date_provided=datetime(2026, 1, 1),
            record_type=200,
            type_provided=200,
            date_created=datetime(2026, 1, 1),
            date_updated=datetime(2026, 1, 1),
        )

    with pytest.raises(NotDone, match="Client 1, Enrollment 1"):
        undo.undo_import(None, run.id)


def test_a_later_import_is_undone_first(tmp_path: Path) -> None:
    first = imported(tmp_path, full_export())
    rows = full_export()
    with_another_name(rows)
    second = imported(tmp_path, rows)

    with pytest.raises(NotDone, match="edited since: Client 1"):
        undo.undo_import(None, first.id)
    undo.undo_import(None, second.id)
    undo.undo_import(None, first.id)

    assert not any(kept().values())


def test_an_import_is_undone_once(tmp_path: Path) -> None:
    run = imported(tmp_path, full_export())
    undo.undo_import(None, run.id)

    with pytest.raises(NotDone, match="or was undone already"):
        undo.undo_import(None, run.id)


def test_the_history_says_who_undid_it(tmp_path: Path) -> None:
    run = imported(tmp_path, full_export())
    undo.undo_import(None, run.id)

    history = guard.everything(apps.get_model("records", "ExitHistory"), "test")
    assert [row.pgh_context.metadata["action"] for row in history] == ["undo_import"]
    assert all_of(Exit).get().date_deleted is not None


def test_a_source_is_read_only_or_kept_here_as_before_the_import(tmp_path: Path) -> None:
    imported(tmp_path, full_export())
    source = Source.objects.get(name="Vendor")
    taken_over_at = source.taken_over_at
    rows = full_export()
    with_another_name(rows)
    second = imported(tmp_path, rows)
    source.refresh_from_db()
    assert source.taken_over_at is None

    undo.undo_import(None, second.id)

    source.refresh_from_db()
    assert source.taken_over_at == taken_over_at
    assert not ownership.is_edited_here(source)
