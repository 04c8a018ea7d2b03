"""Uploads are searched before they are read: by a clamd that answers as the real one does, a dead one, or none."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.access.viewer import Viewer
from hearth.exchange import scan, spool
from hearth.exchange.scan import ScannerAway, ask_clamd, quarantine_of, waiting
from hearth.exchange.uploads import can_restart, perform_import, start_import
from hearth.records.models import ImportRun, Notice, RunState, ScanState, UploadScan
from tests.community import Community, viewer_for
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)

# What every scanner takes for harmful, in two pieces, or it would take this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Upload:
    def __init__(self, content: bytes) -> None:
        self.content = content

    def chunks(self) -> Iterator[bytes]:
        yield self.content


@pytest.fixture
def clamd(settings: Any) -> Iterator[list[int]]:
    """A clamd that finds EICAR, and keeps how many bytes it was given each time."""
    given: list[int] = []
    server = socket.create_server(("127.0.0.1", 0))
    settings.HEARTH_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

    def serve() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", sent.read(4))[0]:
                    content += sent.read(size)
                given.append(len(content))
                line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")

    threading.Thread(target=serve, daemon=True).start()
    yield given
    server.close()


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
    monkeypatch.setattr(scan, "_line", lambda _place: ours)
    its.sendall(answer)
    its.shutdown(socket.SHUT_WR)
    with its, pytest.raises(ScannerAway):
        ask_clamd("anywhere:1", io.BytesIO(b"content"))
