"""What every act on a piece of a record asks first, and how pieces are deleted and brought back."""

import uuid
from typing import Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied

from hearth.access.deleted import though_deleted
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import clock
from hearth.records.models import (
    Client,
    ClientAlert,
    ClientLocation,
    Enrollment,
    Goal,
    KeptFile,
    LocalService,
    Note,
    Piece,
)
from hearth.records.write import change

DELETE = "delete_records"


class Kind(NamedTuple):
    """A kind of piece, and the right to keep it."""

    model: type[Piece]
    right: str


KINDS: Final[dict[str, Kind]] = {
    "file": Kind(KeptFile, "keep_files"),
    "note": Kind(Note, "write_notes"),
    "goal": Kind(Goal, "write_notes"),
    "alert": Kind(ClientAlert, "raise_alerts"),
    "location": Kind(ClientLocation, "keep_locations"),
    "local_service": Kind(LocalService, "record_service"),
}


def check_place(viewer: Viewer, client: Client, enrollment: Enrollment | None) -> None:
    """Check that a piece may be kept there: of a client whom the viewer sees, and of a stay with the own agency.

    Raises PermissionDenied, and NotVisible.
    """
    if not viewer.clients.filter(pk=client.pk).exists():
        raise NotVisible("There is no such client.")
    if enrollment is None:
        return
    if enrollment.client_id != client.pk or not viewer.enrollments.filter(pk=enrollment.pk).exists():
        raise NotVisible("There is no such enrollment.")
    if enrollment.project.organization_id != viewer.organization.pk:
        raise PermissionDenied


def own_piece(viewer: Viewer, kind: str, piece_id: uuid.UUID) -> Any:
    """Give a piece that the viewer's agency recorded, to be changed. Raises PermissionDenied, and NotVisible."""
    model, right = KINDS[kind]
    if not viewer.may(right):
        raise PermissionDenied
    rows: Any = viewer.rows(model)
    piece = rows.filter(pk=piece_id).select_related("client").first()
    if piece is None:
        raise NotVisible("There is no such record.")
    if piece.organization_id != viewer.organization.pk:
        raise PermissionDenied
    return piece


def may_delete(viewer: Viewer, kind: str, piece: Any) -> bool:
    """Say whether the viewer may delete a piece and bring it back: what they recorded themselves, or by right.

    An alert or a location that is over is for everybody of the agency to take away who may record one.
    """
    if piece.organization_id != viewer.organization.pk:
        return False
    own = kind in ("alert", "location") or piece.change.account_id == viewer.account.pk
    return viewer.may(DELETE) or (own and viewer.may(KINDS[kind].right))


def delete_piece(*, viewer: Viewer, kind: str, piece_id: uuid.UUID) -> Any:
    """Delete a piece softly: nobody sees it, and it can be brought back. Raises PermissionDenied, and NotVisible."""
    rows: Any = viewer.rows(KINDS[kind].model)
    return _set_deleted(viewer, kind, rows.filter(pk=piece_id), deleted=True)


def bring_back(*, viewer: Viewer, kind: str, piece_id: uuid.UUID) -> Any:
    """Bring a deleted piece of the own agency back. Raises PermissionDenied, and NotVisible."""
    rows: Any = though_deleted(viewer, KINDS[kind].model)
    return _set_deleted(viewer, kind, rows.filter(pk=piece_id), deleted=False)


def _set_deleted(viewer: Viewer, kind: str, rows: Any, *, deleted: bool) -> Any:
    piece = rows.select_related("change", "client").first()
    if piece is None or not viewer.clients.filter(pk=piece.client_id).exists():
        raise NotVisible("There is no such record.")
    if not may_delete(viewer, kind, piece):
        raise PermissionDenied
    with change(by=viewer.account, action=f"{'delete' if deleted else 'bring_back'}_{kind}"):
        piece.date_deleted = clock.instant() if deleted else None
        piece.save(update_fields=["date_deleted"])
    return piece
