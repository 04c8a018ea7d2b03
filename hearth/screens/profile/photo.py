"""A client's photo: shown, taken with a camera or chosen, taken out. Action: hearth/actions/keep_photo.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.client_photo import open_photo, photo_rows
from hearth.access.may_edit_profile import may_edit_profile
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_photo import keep_photo, remove_photo
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.client_photo import photo_url
from hearth.ui import notices


@require_safe
@requires("find_client")
def image(request: Any, client_id: uuid.UUID) -> FileResponse:
    """Give the picture. No browser and no cache keeps it."""
    kept, content = open_photo(request.viewer, client_id)
    response = FileResponse(content, as_attachment=True, filename="photo.jpg", content_type=kept.media_type)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("edit_client")
def photo(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the photo and the ways to another one; keep what was sent, or take it out (`do=remove`)."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "profile")
    if not may_edit_profile(viewer, client):
        raise PermissionDenied
    problem = ""
    if request.method == "POST":
        problem = _answer(request, client.pk)
        if not problem:
            return redirect("client:client", client.pk)
    has_photo = photo_rows(viewer, client).exists()
    shown = photo_url(client) if has_photo else ""
    return client_page(request, "profile/photo.html", client, problem=problem, photo=shown)


def _answer(request: Any, client_id: uuid.UUID) -> str:
    """Do what was sent, and give why it was not done."""
    try:
        if request.POST.get("do") == "remove":
            remove_photo(viewer=request.viewer, client_id=client_id)
            notices.saved(request, _("The photo was taken out."))
            return ""
        upload = request.FILES.get("photo") or request.FILES.get("taken")
        if upload is None:
            return _("Choose a photo or take one.")
        keep_photo(viewer=request.viewer, client_id=client_id, upload=upload, name=upload.name)
    except NotDone as refusal:
        return refusal.problems[0].message
    notices.saved(request, _("The photo was saved."))
    return ""
