"""Files that are kept with a record, as a viewer sees them; every opening is logged as a reading."""

import uuid
from typing import IO, Any

from hearth.access.log import log_reading
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import kept_content
from hearth.records.models import KeptFile, ScanState, UploadScan

Purpose = KeptFile.Purpose

__all__ = ["KeptFile", "Purpose", "content_of", "opened"]


def opened(
    viewer: Viewer, file_id: uuid.UUID, *, purpose: str = Purpose.DOCUMENT
) -> tuple[KeptFile, IO[bytes]]:
    """Open a kept file and log the reading; gives the row and its content as a stream.

    The caller has asked for the right that its purpose needs. Raises NotVisible, also for an infected file.
    """
    rows: Any = viewer.rows(KeptFile)
    kept: KeptFile | None = rows.filter(pk=file_id, purpose=purpose).select_related("client").first()
    if kept is None:
        raise NotVisible("There is no such file.")
    content = content_of(kept)
    log_reading(viewer, "file", kept.client, about=kept.pk, detail=str(purpose))
    return kept, content


def content_of(kept: KeptFile) -> IO[bytes]:
    """Give the content of a file that the viewer was given. Raises NotVisible for one that is infected or gone."""
    if UploadScan.objects.filter(run_id=kept.pk, state=ScanState.INFECTED).exists():
        raise NotVisible("This file is infected.")
    try:
        return kept_content.opened(kept)
    except FileNotFoundError:
        raise NotVisible("The content of this file is missing.") from None
