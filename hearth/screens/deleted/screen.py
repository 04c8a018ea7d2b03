"""Take a file, note, alert, location, service or contact away, bring it back, and see what was taken away.

Actions: hearth/actions/pieces.py, hearth/actions/stay_records.py.
"""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hearth.access.record_pieces import deleted_of
from hearth.access.viewer import Viewer, requires
from hearth.actions import stay_records
from hearth.actions.pieces import KINDS, bring_back, delete_piece
from hearth.actions.refusal import NotDone
from hearth.hud.words import service_words, words_for
from hearth.screens.client_frame import client_page
from hearth.ui import notices

# What each kind is called, and the page that it is on.
_PLACES = {
    "file": (gettext_lazy("File"), "files:client"),
    "note": (gettext_lazy("Note"), "notes:client"),
    "goal": (gettext_lazy("Goal"), "goals:stay"),
    "alert": (gettext_lazy("Alert"), "alerts:client"),
    "location": (gettext_lazy("Location"), "locations:client"),
    "service": (gettext_lazy("Service"), "client:services"),
    "local_service": (gettext_lazy("Service"), "client:services"),
    "living_situation": (gettext_lazy("Living situation"), "client:client"),
}


@require_POST
@requires("find_client")
def delete(request: Any, kind: str, piece_id: uuid.UUID) -> HttpResponse:
    """Take a piece away. Whose right it needs, the action says."""
    _check(kind)
    if kind in stay_records.KINDS:
        piece = stay_records.delete_record(viewer=request.viewer, kind=kind, record_id=piece_id)
    else:
        piece = delete_piece(viewer=request.viewer, kind=kind, piece_id=piece_id)
    notices.saved(request, _("Deleted."), reverse("deleted:restore", args=[kind, piece.pk]))
    return redirect(_page_of(kind, piece))


@require_POST
@requires("find_client")
def restore(request: Any, kind: str, piece_id: uuid.UUID) -> HttpResponse:
    """Bring a piece back."""
    _check(kind)
    if kind in stay_records.KINDS:
        try:
            piece = stay_records.bring_back_record(viewer=request.viewer, kind=kind, record_id=piece_id)
        except NotDone as refusal:
            notices.refused(request, " ".join(one.message for one in refusal.problems))
            return redirect("home:home")
    else:
        piece = bring_back(viewer=request.viewer, kind=kind, piece_id=piece_id)
    notices.saved(request, _("It is back."))
    return redirect(_page_of(kind, piece))


@require_safe
@requires("delete_records")
def deleted(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """List what the agency took away of a client."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "deleted pieces")
    names: dict[type[Any], str] = {kept.model: kind for kind, kept in KINDS.items()}
    names |= {kept.model: kind for kind, kept in stay_records.KINDS.items()}
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
    if kind not in KINDS and kind not in stay_records.KINDS:
        raise Http404


def _page_of(kind: str, piece: Any) -> str:
    """Give the page that shows the piece: a goal's is its stay's."""
    return reverse(_PLACES[kind][1], args=[piece.enrollment_id if kind == "goal" else piece.client_id])


def _said(kind: str, piece: Any) -> str:
    """Give what a piece is recognised by."""
    if kind == "location":
        return str(piece.place or piece.get_kind_display())
    if kind == "local_service":
        return f"{piece.offered.name}, {date_format(piece.starts_on)}"
    if kind == "service":
        words = service_words(piece.record_type, piece.type_provided, piece.sub_type_provided)
        return f"{words}, {date_format(piece.date_provided)}"
    if kind == "living_situation":
        words = words_for("CurrentLivingSituation", "CurrentLivingSituation", piece.current_living_situation)
        return f"{words}, {date_format(piece.information_date)}"
    return str(
        getattr(piece, {"file": "name", "note": "title", "goal": "description", "alert": "text"}[kind])
    )
