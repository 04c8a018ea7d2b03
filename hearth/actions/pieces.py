"""What every act on a piece of a record asks first: may this viewer keep one of this client, or of this stay?"""

import uuid
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied

from hearth.access.deleted import though_deleted
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import clock
from hearth.records.models import Client, Enrollment, Piece
from hearth.records.write import change

_Piece = TypeVar("_Piece", bound=Piece)


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


def own_piece(viewer: Viewer, right: str, model: type[_Piece], piece_id: uuid.UUID) -> _Piece:
    """Give a piece that the viewer's agency recorded, to be changed. Raises PermissionDenied, and NotVisible."""
    if not viewer.may(right):
        raise PermissionDenied
    rows: Any = viewer.rows(model)
    piece: _Piece | None = rows.filter(pk=piece_id).select_related("client").first()
    if piece is None:
        raise NotVisible("There is no such record.")
    if piece.organization_id != viewer.organization.pk:
        raise PermissionDenied
    return piece


def delete_piece(
    *, viewer: Viewer, right: str, model: type[_Piece], piece_id: uuid.UUID, action: str
) -> _Piece:
    """Delete a piece softly: it is shown to nobody and can be brought back."""
    piece = own_piece(viewer, right, model, piece_id)
    with change(by=viewer.account, action=action):
        piece.date_deleted = clock.instant()
        piece.save(update_fields=["date_deleted"])
    return piece


def bring_back(
    *, viewer: Viewer, right: str, model: type[_Piece], piece_id: uuid.UUID, action: str
) -> _Piece:
    """Bring a deleted piece of the own agency back. Raises PermissionDenied, and NotVisible."""
    if not viewer.may(right):
        raise PermissionDenied
    rows: Any = though_deleted(viewer, model)
    piece: _Piece | None = rows.filter(pk=piece_id, organization=viewer.organization.pk).first()
    if piece is None or not viewer.clients.filter(pk=piece.client_id).exists():
        raise NotVisible("There is no such record.")
    with change(by=viewer.account, action=action):
        piece.date_deleted = None
        piece.save(update_fields=["date_deleted"])
    return piece
