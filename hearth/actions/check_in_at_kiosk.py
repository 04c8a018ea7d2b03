"""Check in who scans or types their identifier at a kiosk (PRODUCT.md I4)."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied

from hearth.access.kiosk import RIGHT, guest_by_identifier
from hearth.access.nights import Shelter
from hearth.access.viewer import Viewer
from hearth.actions.check_in import record_nights
from hearth.actions.refusal import NotDone, stop_if
from hearth.records.models import Service
from hearth.rules.facts import Broken

# One answer for every reason: an unknown identifier must not be told from one of somebody who is not enrolled.
_NOT_DONE = Broken("kiosk/ask_at_the_desk", "This did not work. Please ask at the desk.")


def check_in_at_kiosk(
    *, viewer: Viewer, place: Shelter, on: date, identifier: str, tap: uuid.UUID
) -> Service:
    """Record the night of who bears the identifier. The same tap sent again, or the same card, doubles nothing.

    Raises PermissionDenied without the right, for another agency's shelter or a night that is not open for taps, and
    NotDone, always in the same words.
    """
    if not viewer.may(RIGHT) or place.project.organization_id != viewer.organization.pk:
        raise PermissionDenied
    if not place.first_night <= on <= place.tonight:
        raise PermissionDenied
    enrollment = guest_by_identifier(place, on, identifier.strip())
    if enrollment is None:
        stop_if([_NOT_DONE])
        raise AssertionError
    try:
        return record_nights(viewer=viewer, place=place, on=on, enrollments=[enrollment], tap=tap)[0]
    except NotDone:
        stop_if([_NOT_DONE])
        raise
