"""Show a whole Social Security number: by right, on a click, and each time logged (PRODUCT.md A17)."""

import uuid

from django.core.exceptions import PermissionDenied

from hearth.access.log import log_reading
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import ssn

RIGHT = "see_ssn"


def reveal_ssn(viewer: Viewer, client_id: uuid.UUID) -> str:
    """Give the number as it is written for people, and log who read whose.

    Raises PermissionDenied without the right, NotVisible for a client that the viewer does not see.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    client = viewer.clients.filter(pk=client_id).first()
    if client is None:
        raise NotVisible("There is no such client.")
    log_reading(viewer, "ssn", client)
    number = ssn.clear(bytes(client.ssn_encrypted) if client.ssn_encrypted else None)
    signs = ssn.normal(number)
    return f"{signs[:3]}-{signs[3:5]}-{signs[5:]}" if len(signs) == 9 else number
