"""Papers of releases: what may be kept, sealed as it lies, and whether it is still what was signed."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.log import log_reading
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records.encryption import unseal
from hearth.records.models import Client, ReleaseDocument

LARGEST = 25 * 1024 * 1024
# What a scan or a photo of a paper is, told from how it begins.
_BEGINS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was kept. `is_whole` says whether its SHA-256 is the one that was kept with it."""

    content: bytes
    content_type: str
    sha256: str
    is_whole: bool
    signed_at: datetime


def checked_paper(content: bytes) -> str:
    """Give the type of a scan. Raises NotDone for one that is too large, or no PDF, JPEG or PNG."""
    if len(content) > LARGEST:
        raise NotDone([Problem(_("The file is larger than 25 MB."), "file/size")])
    for begin, content_type in _BEGINS.items():
        if content.startswith(begin):
            return content_type
    raise NotDone([Problem(_("Attach a PDF, or a photo as JPEG or PNG."), "file/type")])


def open_paper(viewer: Viewer, client: Client, signing_id: uuid.UUID) -> Paper:
    """Open what was signed about a client, and log that it was read.

    Raises PermissionDenied without the right to record releases, NotVisible for another agency's.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    rows = viewer.rows(ReleaseDocument).select_related("client", "signing")
    found = rows.filter(pk=signing_id, client=client).first()
    if found is None:
        raise NotVisible("There is no such document.")
    log_reading(viewer, "release_document", found.client, about=found.pk)
    content = unseal(bytes(found.sealed))
    is_whole = hashlib.sha256(content).hexdigest() == found.sha256
    return Paper(content, found.content_type, found.sha256, is_whole, found.signing.signed_at)
