"""Uploads: previewed, agreed to, cancelled, kept sealed for a second start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone
from hearth.exchange import load, merge, spool
from hearth.exchange.run_progress import fail_interrupted_runs, following, own_line
from hearth.exchange.uploads import (
    accept_import,
    can_restart,
    cancel_import,
    import_run,
    perform_import,
    restart_import,
    start_import,
)
from hearth.records import guard
from hearth.records.models import Client, ImportRun
from tests.community import Community, viewer_for
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


@pytest.fixture
def upload(tmp_path: Path) -> SimpleUploadedFile:
    path = export_zip(tmp_path / "export.zip", household_of_two())
    return SimpleUploadedFile("export.zip", path.read_bytes(), "application/zip")


def started(lead: Viewer, upload: SimpleUploadedFile, **more: Any) -> ImportRun:
    return start_import(lead, upload, file_name="export.zip", source_name="Vendor", **more)


def clients() -> int:
    return int(guard.everything(Client, "test").filter(hud_id__in=["1", "2", "3"]).count())


def test_a_preview_is_held_with_its_upload_and_imported_when_somebody_agrees(
    lead: Viewer, upload: SimpleUploadedFile
) -> None:
    run = started(lead, upload, is_dry_run=True)
    perform_import(run.id)
    held = import_run(lead, run.id)
    assert (held.state, held.counts["Client"]["new"], clients()) == ("held", 3, 0)
    assert held.message.startswith("Dry run, nothing was stored: 12 new")

    accept_import(lead, run.id)
    perform_import(run.id)

    assert import_run(lead, run.id).state == "done"
    assert clients() == 3
    assert not spool.upload_of(run.id).parent.exists()


def test_an_upload_lies_sealed_as_long_as_it_waits(lead: Viewer, upload: SimpleUploadedFile) -> None:
    run = started(lead, upload, is_dry_run=True)
    for _time in ("before", "after the preview"):
        for kept in spool.upload_of(run.id).parent.iterdir():
            assert kept.name in ("upload", "staging")
            assert kept.stat().st_mode & 0o777 == 0o600
            for clear in (b"Client.csv", b"PersonalID", b"Example"):
                assert clear not in kept.read_bytes()
        perform_import(run.id)


def test_what_nobody_agreed_to_in_a_week_is_given_up(lead: Viewer, upload: SimpleUploadedFile) -> None:
    run = started(lead, upload, is_dry_run=True)
    perform_import(run.id)
    assert spool.sweep() == 0
    ImportRun.objects.filter(pk=run.id).update(kept_until=datetime.now(UTC) - timedelta(minutes=1))

    assert spool.sweep() == 1

    over = import_run(lead, run.id)
    assert (over.state, over.message) == ("failed", "Nobody agreed within 7 days. Nothing was stored.")


def test_an_import_that_waits_is_cancelled_at_once(lead: Viewer, upload: SimpleUploadedFile) -> None:
    run = started(lead, upload)

    over = cancel_import(lead, run.id)

    assert (over.state, over.message) == (
        "failed",
        "Hmis Lead Persona cancelled this import. Nothing was stored.",
    )
    perform_import(run.id)
    assert import_run(lead, run.id).state == "failed"
    assert clients() == 0 and not spool.upload_of(run.id).exists()
    with pytest.raises(NotDone, match="ended already"):
        cancel_import(lead, run.id)


@pytest.mark.parametrize("place", ["staged", "_preview", "_store_cocs", "_end"])
def test_an_import_at_work_stops_at_its_next_step(
    lead: Viewer, upload: SimpleUploadedFile, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    run = started(lead, upload)
    original = getattr(load, place)

    def cancelled_meanwhile(*args: Any, **more: Any) -> Any:
        with own_line() as beside:
            beside.execute(
                "update records_importrun set cancelled_by_id = %s where id = %s", [lead.account.id, run.id]
            )
        return original(*args, **more)

    monkeypatch.setattr(load, place, cancelled_meanwhile)

    perform_import(run.id)

    over = import_run(lead, run.id)
    assert (over.state, clients()) == ("failed", 0)
    assert over.message == "Hmis Lead Persona cancelled this import. Nothing was stored."
    assert not spool.upload_of(run.id).exists()


def test_an_import_whose_worker_died_is_started_again_from_its_upload(
    lead: Viewer, upload: SimpleUploadedFile
) -> None:
    run = started(lead, upload)
    ImportRun.objects.filter(pk=run.id).update(state="running")
    (spool.upload_of(run.id).parent / "dataset.duckdb").write_bytes(b"names in the clear")
    fail_interrupted_runs()
    assert spool.sweep() == 0
    assert list(spool.upload_of(run.id).parent.iterdir()) == [spool.upload_of(run.id)]
    assert can_restart(import_run(lead, run.id))

    restart_import(lead, run.id)
    perform_import(run.id)

    assert import_run(lead, run.id).state == "done"
    assert clients() == 3


def test_an_import_that_failed_by_its_file_is_not_started_again(lead: Viewer) -> None:
    run = started(lead, SimpleUploadedFile("list.zip", b"no zip"))
    perform_import(run.id)

    assert not can_restart(import_run(lead, run.id))
    with pytest.raises(NotDone, match="send the file again"):
        restart_import(lead, run.id)


def test_a_row_that_somebody_is_saving_ends_an_import_with_what_to_do(
    lead: Viewer, upload: SimpleUploadedFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(lead, upload)
    perform_import(run.id)
    monkeypatch.setattr(merge, "LOCK_TIMEOUT", "200ms")
    rows = household_of_two()
    rows["Client"][0] |= {"FirstName": "Annette", "DateUpdated": "2026-06-01 00:00:00"}
    path = export_zip(tmp_path / "second.zip", rows)
    second = started(lead, SimpleUploadedFile("export.zip", path.read_bytes()))
    with own_line() as saving, saving.transaction():
        saving.execute("select 1 from records_client where hud_id = '1' for update")
        perform_import(second.id)

    over = import_run(lead, second.id)
    assert over.message == (
        "Somebody was saving records that this import changes, and was not done in time; start it again. "
        "Nothing was stored."
    )
    restart_import(lead, second.id)
    perform_import(second.id)
    assert guard.everything(Client, "test").get(hud_id="1").first_name == "Annette"


def test_a_run_that_is_at_work_is_not_swept(lead: Viewer, upload: SimpleUploadedFile) -> None:
    run = started(lead, upload)
    with following(run):
        assert spool.sweep() == 0
        assert spool.upload_of(run.id).exists()
