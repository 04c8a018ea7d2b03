"""Papers of releases: what may be kept, sealed as it lies, and whether it is still what was signed."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from hearth.access.kept_files import opened
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.file_type import FileType
from hearth.actions.keep_file import Received, keep_received, receive
from hearth.records.models import Client, KeptFile, ReleaseSigning

PDF = "application/pdf"
# What a paper may be: a scan, or a photo.
ENDINGS = ("pdf", "jpg", "png", "heic")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was kept. `is_whole` says whether its SHA-256 is the one that was kept with it."""

    content: bytes
    content_type: str
    sha256: str
    is_whole: bool
    ending: str
    signed_at: datetime


def received_paper(viewer: Viewer, content: bytes, name: str) -> Received:
    """Look at a scan before it is kept. Raises NotDone for one that is too large, infected, or no PDF, JPEG or PNG."""
    return receive(viewer, content, name, allowed=ENDINGS)


def keep_document(viewer: Viewer, signing: ReleaseSigning, document: Received) -> None:
    """Keep what was signed, sealed, with its hash. Only inside the change that the signing is made in."""
    client = signing.client
    kept = keep_received(viewer, client, document, purpose=KeptFile.Purpose.RELEASE, private=True)
    signing.document, signing.document_sha256 = kept, kept.sha256
    signing.save(update_fields=["document", "document_sha256"])


def made_here(content: bytes) -> Received:
    """Give a PDF that was made here as one that may be kept."""
    return Received(uuid.uuid4(), content, "release.pdf", FileType("pdf", PDF))


def open_paper(viewer: Viewer, client: Client, signing_id: uuid.UUID) -> Paper:
    """Open what was signed about a client, and log that it was read.

    Raises PermissionDenied without the right to record releases, NotVisible for another agency's.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    found = viewer.rows(ReleaseSigning).filter(pk=signing_id, client=client).first()
    own = found is not None and found.organization_id == viewer.organization.id
    if found is None or found.document_id is None or not (own or viewer.sees_community):
        raise NotVisible("There is no such document.")
    kept, stream = opened(viewer, found.document_id, purpose=KeptFile.Purpose.RELEASE)
    with stream:
        content = stream.read()
    is_whole = hashlib.sha256(content).hexdigest() == found.document_sha256
    return Paper(
        content,
        kept.media_type,
        found.document_sha256,
        is_whole,
        kept.name.rpartition(".")[2],
        found.signed_at,
    )
