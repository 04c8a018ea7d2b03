"""Keep where a client can be found: an address, a place, a ZIP code alone, or a point."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.pieces import check_place, own_piece
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Client, ClientLocation, Enrollment
from hearth.records.write import change

RIGHT = "keep_locations"
_CONFIDENTIAL = ClientLocation.Kind.CONFIDENTIAL


@dataclass(frozen=True, slots=True)
class Located:
    """What is known of a place."""

    kind: str
    on: date
    place: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    note: str = ""
    is_current: bool = False
    is_private: bool | None = None


def keep_location(
    *, viewer: Viewer, client: Client, located: Located, enrollment: Enrollment | None = None
) -> ClientLocation:
    """Keep a place. A confidential one is private, whatever was ticked: its address protects somebody.

    Raises PermissionDenied without the right, NotVisible, NotDone for a place that says nowhere.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    check_place(viewer, client, enrollment)
    if not (located.place or located.street or located.zip_code or located.latitude is not None):
        line = _("Say where it is: a place, an address, a ZIP code, or a point.")
        raise NotDone([Problem(line, "location/somewhere")])
    values = asdict(located)
    if located.kind == _CONFIDENTIAL:
        values["is_private"] = True
    with change(by=viewer.account, action="keep_location") as signed:
        if located.is_current:
            _no_other_is_current(viewer, client)
        kept = ClientLocation(
            client=client, enrollment=enrollment, organization=viewer.organization, change=signed, **values
        )
        kept.save(force_insert=True)
    return kept


def make_current(*, viewer: Viewer, location_id: uuid.UUID, current: bool = True) -> ClientLocation:
    """Say that a client is to be found at this place now, or no longer. Raises PermissionDenied, and NotVisible."""
    kept: ClientLocation = own_piece(viewer, "location", location_id)
    with change(by=viewer.account, action="make_location_current"):
        if current:
            _no_other_is_current(viewer, kept.client)
        kept.is_current = current
        kept.save(update_fields=["is_current"])
    return kept


def _no_other_is_current(viewer: Viewer, client: Client) -> None:
    rows = guard.everything(ClientLocation, "which of the agency's places was the current one")
    rows.filter(client=client, organization=viewer.organization, is_current=True).update(is_current=False)
