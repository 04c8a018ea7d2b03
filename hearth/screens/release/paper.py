"""What was signed: whether it is still the very file, and the file itself. Action: hearth/actions/signed_paper.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hearth.access.viewer import Viewer, requires
from hearth.actions.signed_paper import open_paper
from hearth.screens.client_frame import client_page


@require_safe
@requires("record_release")
def paper(request: Any, client_id: uuid.UUID, signing_id: uuid.UUID) -> HttpResponse:
    """Say whether the kept document has the hash that was kept with it."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "release")
    found = open_paper(viewer, client, signing_id)
    return client_page(
        request, "release/paper.html", client, "release", paper=found, signing_id=signing_id, zone=viewer.zone
    )


@require_safe
@requires("record_release")
def file(request: Any, client_id: uuid.UUID, signing_id: uuid.UUID) -> HttpResponse:
    """Give the document as a file to keep. Its name tells nobody's."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "release")
    found = open_paper(viewer, client, signing_id)
    name = f"release-{client.unique_identifier}-{found.signed_at:%Y-%m-%d}.{found.ending}"
    return HttpResponse(
        found.content,
        content_type=found.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
