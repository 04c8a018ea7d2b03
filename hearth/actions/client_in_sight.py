"""The client that an act is about, as far as the viewer sees them."""

import uuid

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import Client


def client_in_sight(viewer: Viewer, client_id: uuid.UUID, right: str = "") -> Client:
    """Give the client. The act's own change tells who did it, so no reading is logged here.

    Raises PermissionDenied without the right, where one is named, and NotVisible.
    """
    if right and not viewer.may(right):
        raise PermissionDenied
    client = viewer.clients.filter(pk=client_id).first()
    if client is None:
        raise NotVisible("There is no such client.")
    return client
