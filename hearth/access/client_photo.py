"""The photo of a client, as a viewer sees it: whoever is shown the client is shown the face, and nobody else."""

import uuid
from collections.abc import Iterable
from typing import IO, Any

from django.db.models import QuerySet

from hearth.access.kept_files import content_of
from hearth.access.standing import Standing
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import KeptFile


def photo_rows(viewer: "Viewer | Standing", client: Any) -> "QuerySet[KeptFile]":
    """Give the client's photo: one row, or none. Who refused to be named shows no face here either."""
    rows = guard.scoped(KeptFile, viewer).filter(client=client, purpose=KeptFile.Purpose.PHOTO)
    return rows.filter(client__is_consent_refused=False)


def open_photo(viewer: Viewer, client_id: uuid.UUID) -> tuple[KeptFile, IO[bytes]]:
    """Open the photo of a client. The reading of the record it stands on was logged. Raises NotVisible."""
    client = viewer.clients.filter(pk=client_id).first()
    kept = photo_rows(viewer, client).order_by("-pk").first() if client is not None else None
    if kept is None:
        raise NotVisible("There is no such photo.")
    return kept, content_of(kept)


def with_photo(viewer: Viewer, client_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of the clients, whom the viewer was given, that have a photo. One query."""
    rows = viewer.rows(KeptFile).filter(client__in=list(client_ids), purpose=KeptFile.Purpose.PHOTO)
    return set(rows.exclude(client__is_consent_refused=True).values_list("client_id", flat=True))
