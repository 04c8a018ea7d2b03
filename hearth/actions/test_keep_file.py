"""Files are kept sealed, there whole or not at all, and every opening is logged."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.exceptions import PermissionDenied

from hearth.access.kept_files import opened
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_file import keep, receive, search_waiting_files
from hearth.actions.refusal import NotDone
from hearth.actions.scan_upload import quarantine_of
from hearth.actions.test_file_type import JPEG, PDF, PROGRAM
from hearth.records import clock, guard, kept_content, rotation
from hearth.records.models import Account, Client, KeptFile, Notice, Reading, ScanState, Setting, UploadScan
from hearth.records.write import change
from tests.clamd import EICAR
from tests.community import Community, add_client, add_enrollment, add_release, viewer_for
from tests.consent import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(anna: Account) -> Viewer:
    return viewer_for(anna)


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


def stored() -> list[Path]:
    return [path for path in (Path(ours.MEDIA_ROOT) / "kept").rglob("*") if path.is_file()]


def test_a_file_is_given_back_as_it_was_and_lies_sealed(worker: Viewer, rosa: Client) -> None:
    content = PDF + b"x" * 3_000_000
    kept = keep(worker, rosa, content, "C:\\scans\\Rosa's lease.pdf", "Lease")
    found, stream = opened(worker, kept.pk)
    assert stream.read() == content
    assert (found.name, found.media_type, found.size) == ("Rosa's lease.pdf", "application/pdf", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    raw = (Path(ours.MEDIA_ROOT) / kept.storage_name).read_bytes()
    assert b"%PDF" not in raw
    assert b"lease" not in kept.storage_name.encode()


def test_every_opening_is_logged_as_a_reading(worker: Viewer, rosa: Client) -> None:
    kept = keep(worker, rosa, PDF, "lease.pdf")
    opened(worker, kept.pk)
    reading = Reading.objects.get(what="file")
    assert (reading.account, reading.client_id, reading.about) == (worker.account, rosa.pk, kept.pk)


def test_a_program_called_a_pdf_is_refused_and_nothing_is_kept(worker: Viewer, rosa: Client) -> None:
    before = stored()
    with pytest.raises(NotDone, match="exe"):
        keep(worker, rosa, PROGRAM, "lease.pdf")
    assert not worker.rows(KeptFile).exists()
    assert stored() == before


def test_a_photo_called_a_pdf_is_kept_as_what_it_is(worker: Viewer, rosa: Client) -> None:
    kept = keep(worker, rosa, JPEG, "id.pdf")
    assert (kept.name, kept.media_type) == ("id.jpg", "image/jpeg")


def test_a_file_over_the_limit_is_refused_before_it_was_read_to_its_end(worker: Viewer, rosa: Client) -> None:
    Setting.objects.create(key="file_megabytes", value=1)
    read = []

    class Endless:
        def chunks(self) -> Any:
            while True:
                read.append(1)
                yield b"%PDF" + b"0" * 400_000

    with pytest.raises(NotDone, match="1 MB"):
        keep(worker, rosa, Endless(), "endless.pdf")
    assert len(read) == 3


def test_what_is_rolled_back_leaves_no_content(worker: Viewer, rosa: Client) -> None:
    before = stored()

    def act() -> None:
        with change(by=worker.account, action="test"):
            keep(worker, rosa, PDF, "lease.pdf")
            raise RuntimeError("something later failed")

    with pytest.raises(RuntimeError):
        act()
    assert not worker.rows(KeptFile).exists()
    assert len(stored()) == len(before) + 1, "nobody can reach it"
    assert kept_content.sweep(clock.instant()) == 0, "an act may still be at work"
    assert kept_content.sweep(clock.instant() + timedelta(days=2)) >= 1
    kept = keep(worker, rosa, PDF, "lease.pdf")
    kept_content.sweep(clock.instant() + timedelta(days=2))
    assert opened(worker, kept.pk)[1].read() == PDF, "what a row names stays"


@pytest.mark.django_db(transaction=True)
def test_an_infected_file_is_set_aside_and_its_sender_told_and_nothing_is_kept(
    worker: Viewer, rosa: Client, clamd: list[int]
) -> None:
    content = PDF + EICAR
    with pytest.raises(NotDone, match="infected"):
        keep(worker, rosa, content, "lease.pdf")
    assert not worker.rows(KeptFile).exists()
    scan = UploadScan.objects.get()
    assert scan.state == ScanState.INFECTED
    assert EICAR not in quarantine_of(scan.run_id).read_bytes(), "it lies there sealed"
    assert Notice.objects.get(event="infected_upload").account == worker.account


def test_a_scanner_that_is_away_keeps_nothing_and_says_so(
    worker: Viewer, rosa: Client, settings: Any
) -> None:
    settings.HEARTH_CLAMD = "127.0.0.1:1"
    with pytest.raises(NotDone, match="scanner"):
        keep(worker, rosa, PDF, "lease.pdf")
    assert not worker.rows(KeptFile).exists()


def test_without_a_scanner_a_file_is_kept_and_listed_as_not_searched(worker: Viewer, rosa: Client) -> None:
    kept = keep(worker, rosa, PDF, "lease.pdf")
    assert UploadScan.objects.get(run_id=kept.pk).state == ScanState.WAITING


def test_what_turned_out_infected_is_not_served(worker: Viewer, rosa: Client) -> None:
    kept = keep(worker, rosa, PDF, "lease.pdf")
    UploadScan.objects.filter(run_id=kept.pk).update(state=ScanState.INFECTED)
    with pytest.raises(NotVisible):
        opened(worker, kept.pk)


def test_what_waited_for_a_scanner_is_searched_once_there_is_one(
    worker: Viewer, rosa: Client, request: pytest.FixtureRequest
) -> None:
    bad, good = (keep(worker, rosa, content, "x.pdf") for content in (PDF + EICAR, PDF))
    request.getfixturevalue("clamd")
    assert search_waiting_files() == 1
    with pytest.raises(NotVisible):
        opened(worker, bad.pk)
    assert opened(worker, good.pk)[1].read() == PDF


def test_keys_change_without_touching_a_file(worker: Viewer, rosa: Client) -> None:
    kept = keep(worker, rosa, PDF, "lease.pdf")
    path = Path(ours.MEDIA_ROOT) / kept.storage_name
    before = path.read_bytes()
    for _progress in rotation.rotate():
        pass
    assert opened(worker, kept.pk)[1].read() == PDF
    assert path.read_bytes() == before
    assert rotation.left() == 0


def test_a_newer_version_takes_the_place_of_the_older_one(worker: Viewer, rosa: Client) -> None:
    older = keep(worker, rosa, PDF, "card.pdf", "ID card or passport")
    newer = keep(worker, rosa, JPEG, "card.jpg", replaces=older.pk)
    assert (newer.kind, newer.replaces_id) == (older.kind, older.pk)
    with pytest.raises(NotDone, match="newer version"):
        keep(worker, rosa, JPEG, "card.jpg", replaces=older.pk)


def test_files_stay_with_their_agency_until_it_shares_them(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    add_enrollment(community, rosa, community.shelter, START)
    add_release(community, rosa, community.own_agency)
    kept = keep(worker, rosa, PDF, "lease.pdf")
    stranger = viewer_for(community.stranger)
    with pytest.raises(NotVisible):
        opened(stranger, kept.pk)
    with pytest.raises((PermissionDenied, NotVisible)):
        keep(stranger, rosa, JPEG, "newer.jpg", replaces=kept.pk)


def test_a_file_may_be_received_before_the_change_that_keeps_it(worker: Viewer) -> None:
    received = receive(worker, JPEG, "face.jpg", allowed=["jpg", "png"])
    assert received.type.media_type == "image/jpeg"
    with pytest.raises(NotDone):
        receive(worker, PDF, "face.jpg", allowed=["jpg", "png"])
    assert not guard.everything(KeptFile, "test").exists()
