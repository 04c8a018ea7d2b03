"""Search uploads for harmful software before anything reads them (SEC-05): by clamd, where HEARTH_CLAMD names one.

An infected upload is set aside, sealed as it was, and nothing of it is stored or served. A scanner that does not answer
stops the import, which can be started again. Without a scanner imports go on, and each upload is listed as waiting for
one: what was never looked at is not called clean.
"""

import socket
import struct
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from hearth.actions.notify import notify, usual_receivers
from hearth.exchange import spool
from hearth.exchange.run_progress import upload_kept_until
from hearth.exchange.tell import tell_how_it_ended
from hearth.records.models.import_run import ImportRun
from hearth.records.models.notice import Notice
from hearth.records.models.run import RunState
from hearth.records.models.upload_scan import ScanState, UploadScan

_AT_ONCE = 256 * 1024
_SECONDS = 120


class ScannerAway(Exception):
    """The scanner is configured and did not give a usable answer."""


Scanner = Callable[[IO[bytes]], str]


def scanner() -> Scanner | None:
    """Give what searches a stream (it answers with what it found, blank for nothing), or None without one."""
    place = settings.HEARTH_CLAMD
    return (lambda content: ask_clamd(place, content)) if place else None


def passes(run: ImportRun) -> bool:
    """Search a run's upload, and say whether the import may go on; where not, the run says why.

    Asked again for an upload that was found clean, it does not search again.
    """
    scan, _made = UploadScan.objects.get_or_create(run_id=run.pk, defaults={"account": run.account})
    search = scanner()
    if scan.state == ScanState.CLEAN:
        return True
    if search is None:
        _tell_that_uploads_wait(run)
        return True
    try:
        with spool.stored(run.pk) as content:
            found = search(content)
    except FileNotFoundError:
        return True  # the import will say so: there is nothing to read
    except ScannerAway:
        why = _(
            "The scanner for harmful software did not answer. Nothing was stored; start the import again later."
        )
        _end(run, why, kept_until=upload_kept_until())
        tell_how_it_ended(run)
        return False
    scan.state = ScanState.INFECTED if found else ScanState.CLEAN
    scan.found, scan.scanned_at = found[:200], datetime.now(UTC)
    scan.save(update_fields=["state", "found", "scanned_at"])
    if found:
        _set_aside(run)
    return not found


def waiting() -> int:
    """Count the uploads that nothing has looked at."""
    return UploadScan.objects.filter(state=ScanState.WAITING).count()


def quarantine_of(run_id: uuid.UUID) -> Path:
    """Give where an infected upload of a run lies, sealed."""
    folder = Path(settings.DATA) / "quarantine"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / str(run_id)


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


def _set_aside(run: ImportRun) -> None:
    spool.upload_of(run.pk).replace(quarantine_of(run.pk))
    spool.drop(run.pk)
    _end(
        run, _("This file is infected with harmful software. It was set aside, and nothing of it was stored.")
    )
    about, address = f"import:{run.pk}", f"/data/import/{run.pk}/"
    if run.account:
        notify("infected_upload", [run.account], about=about, address=address)
        notify(
            "somebody_uploaded_infected",
            usual_receivers("somebody_uploaded_infected", but=run.account),
            about=about,
            address=address,
            facts={"username": run.account.username},
        )


def _end(run: ImportRun, message: str, kept_until: datetime | None = None) -> None:
    run.state, run.message, run.finished_at = RunState.FAILED, message, datetime.now(UTC)
    run.kept_until = kept_until
    run.save(update_fields=["state", "message", "finished_at", "kept_until"])


def _tell_that_uploads_wait(run: ImportRun) -> None:
    """Tell who runs this system, unless they have not read the last time yet."""
    event = "uploads_wait_for_a_scan"
    told = Notice.objects.filter(event=event, read_at=None).values_list("account", flat=True)
    people = [one for one in usual_receivers(event) if one.pk not in set(told)]
    notify(event, people, facts={"count": waiting()}, address="/data/")
