"""Search uploads for harmful software before anything reads them (SEC-05): by clamd, where HEARTH_CLAMD names one.

One mechanism for imports (hearth/exchange/scan.py) and for kept files (hearth/actions/keep_file.py). Without a scanner
work goes on, and each upload is listed as waiting for one: what was never looked at is not called clean (ADR 0124).
"""

import socket
import struct
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from hearth.actions.notify import notify, usual_receivers
from hearth.records.models import Account, Notice, ScanState, UploadScan

_AT_ONCE = 256 * 1024
_SECONDS = 120


class ScannerAway(Exception):
    """The scanner is configured and did not give a usable answer."""


Scanner = Callable[[IO[bytes]], str]


def scanner() -> Scanner | None:
    """Give what searches a stream (it answers with what it found, blank for nothing), or None without one."""
    place = settings.HEARTH_CLAMD
    return (lambda content: ask_clamd(place, content)) if place else None


def search_upload(
    upload_id: uuid.UUID, account: Account | None, content: Callable[[], IO[bytes]]
) -> ScanState:
    """Search an upload and give what is known of it now; one that was found clean is not searched again.

    Raises ScannerAway, and what `content` raises.
    """
    scan, _made = UploadScan.objects.get_or_create(run_id=upload_id, defaults={"account": account})
    search = scanner()
    if scan.state == ScanState.CLEAN:
        return ScanState.CLEAN
    if search is None:
        _tell_that_uploads_wait()
        return ScanState(scan.state)
    with content() as stream:
        found = search(stream)
    scan.state = ScanState.INFECTED if found else ScanState.CLEAN
    scan.found, scan.scanned_at = found[:200], datetime.now(UTC)
    scan.save(update_fields=["state", "found", "scanned_at"])
    return ScanState(scan.state)


def waiting() -> int:
    """Count the uploads that nothing has looked at."""
    return UploadScan.objects.filter(state=ScanState.WAITING).count()


def quarantine_of(upload_id: uuid.UUID) -> Path:
    """Give where an infected upload lies, sealed."""
    folder = Path(settings.DATA) / "quarantine"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / str(upload_id)


def tell_of_infected(account: Account | None, *, about: str, address: str = "") -> None:
    """Tell who sent an infected file, and who looks after such things."""
    if account is None:
        return
    notify("infected_upload", [account], about=about, address=address)
    notify(
        "somebody_uploaded_infected",
        usual_receivers("somebody_uploaded_infected", but=account),
        about=about,
        address=address,
        facts={"username": account.username},
    )


def ask_clamd(place: str, content: IO[bytes]) -> str:
    """Stream a file to clamd (its INSTREAM command) and give the name of what it found, or nothing.

    `place` is `host:port` or the path of a socket. Raises ScannerAway.
    """
    try:
        with _line(place) as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := content.read(_AT_ONCE):
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            line.sendall(struct.pack("!L", 0))
            answer = b"".join(iter(lambda: line.recv(4096), b"")).rstrip(b"\0").decode("utf-8", "replace")
    except (OSError, ValueError) as problem:
        raise ScannerAway(type(problem).__name__) from problem
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip() or "unnamed"
    if answer.endswith("OK"):
        return ""
    # An upload larger than clamd takes (StreamMaxLength), or a fault of its own: not looked at, so not clean.
    raise ScannerAway(answer[:100])


def _line(place: str) -> socket.socket:
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        line.connect(place)
        return line
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)


def _tell_that_uploads_wait() -> None:
    """Tell who runs this system, unless they have not read the last time yet."""
    event = "uploads_wait_for_a_scan"
    told = Notice.objects.filter(event=event, read_at=None).values_list("account", flat=True)
    people = [one for one in usual_receivers(event) if one.pk not in set(told)]
    notify(event, people, facts={"count": waiting()}, address="/data/")
