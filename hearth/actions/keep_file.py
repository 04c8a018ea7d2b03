"""Keep a file with a client's record: searched, typed by its content, sealed, and there whole or not at all.

    kept = keep(viewer, client, upload, "id card.pdf", "ID card", enrollment=stay, private=True)
    kept = keep_received(viewer, client, receive(viewer, content, name), purpose=KeptFile.Purpose.PHOTO)

`receive` searches, refuses and tells, so it stands before a change: a change that is rolled back tells nobody.
"""

import hashlib
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.file_type import FileType, ending_of, type_of
from hearth.actions.pieces import check_place
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.scan_upload import (
    ScannerAway,
    quarantine_of,
    scanner,
    search_upload,
    tell_of_infected,
)
from hearth.records import clock, guard, kept_content
from hearth.records.encryption import current_key, file_key
from hearth.records.models import Account, Client, Enrollment, KeptFile, ScanState, UploadScan
from hearth.records.sealed import SealedWriter
from hearth.records.setting import setting
from hearth.records.write import change

RIGHT = "keep_files"
Purpose = KeptFile.Purpose
_MEGABYTE = 1024 * 1024
_LONGEST_NAME = 200
_QUARANTINE = "seal quarantined files"


class Upload(Protocol):
    """What Django gives for an uploaded file."""

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was looked at and may be kept."""

    id: uuid.UUID
    content: bytes
    name: str
    type: FileType


def most_bytes() -> int:
    """Give how large a kept file may be."""
    return int(setting("file_megabytes")) * _MEGABYTE


def receive(viewer: Viewer, content: bytes | Upload, name: str, *, allowed: Iterable[str] = ()) -> Received:
    """Look at a file before it is kept. `allowed` endings are fewer than the community's, for a photo say.

    Raises NotDone for one that is too large, empty, of a kind that is not kept, infected, or that could not be
    searched. An infected file is set aside, sealed, and told of.
    """
    whole = _read(content)
    kinds = setting("file_types")
    found = type_of(whole, name, {one.lower() for one in kinds} & set(allowed) if allowed else {*kinds})
    file_id = uuid.uuid4()
    try:
        state = search_upload(file_id, viewer.account, lambda: io.BytesIO(whole))
    except ScannerAway:
        line = _(
            "The scanner for harmful software did not answer, so the file was not kept. Try again later."
        )
        raise NotDone([Problem(line, "file/scanner")]) from None
    if state == ScanState.INFECTED:
        _set_aside(viewer.account, file_id, whole)
        line = _("This file is infected with harmful software. It was set aside, and nothing of it was kept.")
        raise NotDone([Problem(line, "file/infected")])
    return Received(file_id, whole, _clean(name, found), found)


def keep(
    viewer: Viewer,
    client: Client,
    content: bytes | Upload,
    name: str,
    kind: str = "",
    *,
    enrollment: Enrollment | None = None,
    private: bool | None = None,
    expires_on: date | None = None,
    replaces: uuid.UUID | None = None,
) -> KeptFile:
    """Keep a document. A newer version (`replaces`) takes the place of the older one, which stays to be opened.

    Raises PermissionDenied without the right and for another agency's stay or file, NotVisible for what the viewer does
    not see, NotDone (see `receive`).
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    check_place(viewer, client, enrollment)
    older = _to_replace(viewer, client, replaces) if replaces else None
    received = receive(viewer, content, name)
    return keep_received(
        viewer,
        client,
        received,
        kind=kind or (older.kind if older else ""),
        enrollment=enrollment,
        private=private,
        expires_on=expires_on,
        replaces=older,
    )


def keep_received(
    viewer: Viewer,
    client: Client,
    received: Received,
    *,
    purpose: str = Purpose.DOCUMENT,
    kind: str = "",
    enrollment: Enrollment | None = None,
    private: bool | None = None,
    expires_on: date | None = None,
    replaces: KeptFile | None = None,
) -> KeptFile:
    """Keep what `receive` gave, in the change at work or one of its own. Whose right it needs, the caller has asked."""
    stored = False
    try:
        with change(by=viewer.account, action="keep_file") as signed:
            key = kept_content.store(received.id, received.content, current_key(viewer.organization.pk))
            stored = True
            kept = KeptFile(
                id=received.id,
                client=client,
                enrollment=enrollment,
                organization=viewer.organization,
                change=signed,
                is_private=private or None,
                purpose=purpose,
                kind=kind,
                name=received.name,
                media_type=received.type.media_type,
                size=len(received.content),
                sha256=hashlib.sha256(received.content).hexdigest(),
                content_key_encrypted=key,
                expires_on=expires_on,
                replaces=replaces,
            )
            kept.save(force_insert=True)
            return kept
    except BaseException:
        if stored:
            kept_content.remove(received.id)
        raise


def search_waiting_files() -> int:
    """Search the files that were kept while there was no scanner; give how many turned out infected.

    An infected one is served no more and lies in the quarantine too; its row stays: its agency sees what it was.
    """
    infected = 0
    if scanner() is None:
        return infected
    waiting = UploadScan.objects.filter(state=ScanState.WAITING).values("run_id")
    rows = guard.everything(KeptFile, "which files no scanner looked at").filter(pk__in=waiting)
    for kept in rows.iterator():
        try:
            state = search_upload(kept.pk, None, partial(kept_content.opened, kept))
        except ScannerAway:
            break
        if state == ScanState.INFECTED:
            infected += 1
            scan = UploadScan.objects.select_related("account").get(run_id=kept.pk)
            with kept_content.opened(kept) as content:
                _set_aside(scan.account, kept.pk, content.read())
    return infected


def sweep_contents() -> int:
    """Remove contents that no row names: of acts that were rolled back or killed."""
    return kept_content.sweep(clock.instant())


def _to_replace(viewer: Viewer, client: Client, file_id: uuid.UUID) -> KeptFile:
    rows: Any = viewer.rows(KeptFile)
    older: KeptFile | None = rows.filter(pk=file_id, client=client, purpose=Purpose.DOCUMENT).first()
    if older is None:
        raise NotVisible("There is no such file.")
    if older.organization_id != viewer.organization.pk:
        raise PermissionDenied
    if rows.filter(replaces=older.pk).exists():
        raise NotDone([Problem(_("There is a newer version already. Replace that one."), "file/replaced")])
    return older


def _read(content: bytes | Upload) -> bytes:
    """Read a file, and no more than may be kept."""
    most = most_bytes()
    parts, size = [], 0
    for part in [content] if isinstance(content, bytes) else content.chunks():
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
    return b"".join(parts)


def too_large(most: int) -> NotDone:
    """Say that a file is larger than is kept."""
    line = _("This file is larger than %(most)d MB. Scan it again with less detail, or in parts.")
    return NotDone([Problem(line % {"most": most // _MEGABYTE}, "file/size")])


def _clean(name: str, found: FileType) -> str:
    """Give a name that tells what the file is: no folders, no control signs, and the ending of its content."""
    bare = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(
        " ."
    )
    ending = ending_of(bare)
    stem = bare[: -len(ending) - 1] if ending else bare
    same = {"jpeg": "jpg", "tiff": "tif", "heif": "heic"}.get(ending, ending) == found.ending
    kept_ending = ending if same else found.ending
    return f"{(stem or 'file')[: _LONGEST_NAME - 10]}.{kept_ending}"


def _set_aside(account: Account | None, file_id: uuid.UUID, content: bytes) -> None:
    with quarantine_of(file_id).open("wb") as target, SealedWriter(target, file_key(_QUARANTINE)) as sealed:
        sealed.write(content)
    tell_of_infected(account, about=f"file:{file_id}")
