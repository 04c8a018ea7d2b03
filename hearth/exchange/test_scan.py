"""Uploads are searched before they are read: by a clamd that answers as the real one does, a dead one, or none."""

import io
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.access.viewer import Viewer
from hearth.actions import scan_upload
from hearth.actions.scan_upload import ScannerAway, ask_clamd, quarantine_of, waiting
from hearth.exchange import spool
from hearth.exchange.uploads import can_restart, perform_import, start_import
from hearth.records.models import ImportRun, Notice, RunState, ScanState, UploadScan
from tests.clamd import EICAR
from tests.community import Community, viewer_for
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


class Upload:
    def __init__(self, content: bytes) -> None:
        self.content = content

    def chunks(self) -> Iterator[bytes]:
        yield self.content


@pytest.fixture
def export(tmp_path: Path) -> bytes:
    return export_zip(tmp_path / "export.zip", household_of_two()).read_bytes()


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def imported(lead: Viewer, content: bytes) -> ImportRun:
    run = start_import(lead, Upload(content), file_name="export.zip", source_name="Vendor")
    perform_import(run.pk)
    run.refresh_from_db()
    return run


def test_an_infected_upload_is_set_aside_and_its_sender_told_and_nothing_is_stored(
    lead: Viewer, clamd: list[int]
) -> None:
    run = imported(lead, b"PK" + EICAR)
    assert (run.state, run.counts) == (RunState.FAILED, {})
    assert "infected" in run.message
    found = UploadScan.objects.get(run_id=run.pk)
    assert (found.state, found.found) == (ScanState.INFECTED, "Eicar-Signature")
    assert quarantine_of(run.pk).exists()
    assert EICAR not in quarantine_of(run.pk).read_bytes(), "it lies there sealed"
    assert not spool.upload_of(run.pk).exists()
    assert not can_restart(run), "it is not read again"
    told = Notice.objects.get(event="infected_upload")
    assert (told.account, told.address) == (lead.account, f"/data/import/{run.pk}/")


def test_a_clean_upload_is_searched_whole_and_imported(lead: Viewer, clamd: list[int], export: bytes) -> None:
    run = imported(lead, export)
    assert run.state == RunState.DONE, run.message
    assert clamd == [len(export)]
    assert UploadScan.objects.get(run_id=run.pk).state == ScanState.CLEAN
    told = Notice.objects.get(account=lead.account)
    assert (told.event, told.address) == ("import_done", f"/data/import/{run.pk}/")


def test_a_scanner_that_does_not_answer_stops_the_import_until_it_does(
    lead: Viewer, settings: Any, export: bytes
) -> None:
    settings.HEARTH_CLAMD = "127.0.0.1:1"
    run = imported(lead, export)
    assert run.state == RunState.FAILED
    assert "scanner" in run.message
    assert can_restart(run)
    assert run.counts == {}


def test_without_a_scanner_an_upload_is_imported_and_listed_as_not_scanned(
    lead: Viewer, settings: Any, export: bytes
) -> None:
    settings.HEARTH_CLAMD = ""
    for _ in range(2):
        imported(lead, export)
    assert waiting() == 2
    assert not UploadScan.objects.exclude(state=ScanState.WAITING).exists(), "never called clean"
    told = Notice.objects.filter(event="uploads_wait_for_a_scan", account=lead.account)
    assert told.count() == 1, "once, until it was read"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_an_answer_that_says_neither_is_not_taken_for_clean(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, its = socket.socketpair()
    monkeypatch.setattr(scan_upload, "_line", lambda _place: ours)
    its.sendall(answer)
    its.shutdown(socket.SHUT_WR)
    with its, pytest.raises(ScannerAway):
        ask_clamd("anywhere:1", io.BytesIO(b"content"))
