"""Take a file, note, alert or location away, bring it back, and see what was taken away.

Action: hearth/actions/pieces.py.
"""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hearth.access.record_pieces import deleted_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.pieces import KINDS, bring_back, delete_piece
from hearth.screens.client_frame import client_page
from hearth.ui import notices

# What each kind is called, and the page that it is on.
_PLACES = {
    "file": (gettext_lazy("File"), "files:client"),
    "note": (gettext_lazy("Note"), "notes:client"),
    "alert": (gettext_lazy("Alert"), "alerts:client"),
    "location": (gettext_lazy("Location"), "locations:client"),
}


@require_POST
@requires("find_client")
def delete(request: Any, kind: str, piece_id: uuid.UUID) -> HttpResponse:
    """Take a piece away. Whose right it needs, the action says."""
    _check(kind)
    piece = delete_piece(viewer=request.viewer, kind=kind, piece_id=piece_id)
    notices.saved(request, _("Deleted."), reverse("deleted:restore", args=[kind, piece.pk]))
    return redirect(_PLACES[kind][1], piece.client_id)


@require_POST
@requires("find_client")
def restore(request: Any, kind: str, piece_id: uuid.UUID) -> HttpResponse:
    """Bring a piece back."""
    _check(kind)
    piece = bring_back(viewer=request.viewer, kind=kind, piece_id=piece_id)
    notices.saved(request, _("It is back."))
    return redirect(_PLACES[kind][1], piece.client_id)


@require_safe
@requires("delete_records")
def deleted(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """List what the agency took away of a client."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "deleted pieces")
    names = {kept.model: kind for kind, kept in KINDS.items()}
    rows = [
        {
            "piece": one,
            "kind": names[type(one)],
            "label": _PLACES[names[type(one)]][0],
            "text": _said(names[type(one)], one),
            "on": one.date_deleted,
        }
        for one in deleted_of(viewer, client)
    ]
    return client_page(request, "deleted/screen.html", client, rows=rows)


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise Http404


def _said(kind: str, piece: Any) -> str:
    """Give what a piece is recognised by."""
    if kind == "location":
        return str(piece.place or piece.get_kind_display())
    return str(getattr(piece, {"file": "name", "note": "title", "alert": "text"}[kind]))
