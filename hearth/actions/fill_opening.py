"""Let a household that is enrolled have taken a place of an opening, and take that back."""

import uuid

from django.utils.translation import gettext as _

from hearth.access.openings import households_to_place
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.openings_here import opening_to_keep, stop_if_withdrawn
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Opening, PlaceTaken
from hearth.records.write import change, current


def fill_opening(*, viewer: Viewer, opening_id: uuid.UUID, enrollment_id: uuid.UUID) -> PlaceTaken:
    """Let the household of a head's enrollment in the program have taken a place.

    Raises PermissionDenied, NotVisible for an enrollment that cannot take one, and NotDone where none is left.
    """
    with change(by=viewer.account, action="fill_opening"):
        opening = opening_to_keep(viewer, opening_id)
        stop_if_withdrawn(opening)
        heads = {head.pk: head for head in households_to_place(viewer, opening.project)}
        head = heads.get(enrollment_id)
        if head is None:
            raise NotVisible("There is no such household without a place.")
        if places_taken(opening) >= opening.places:
            raise NotDone([Problem(_("Every place is taken. Nothing was changed."), "opening/places")])
        return PlaceTaken.objects.create(
            opening=opening,
            client_id=head.client_id,
            enrollment=head,
            organization=opening.project.organization,
            change=current(),
        )


def empty_place(*, viewer: Viewer, opening_id: uuid.UUID, enrollment_id: uuid.UUID) -> Opening:
    """Take back that a household took a place; the enrollment stays as it is. Raises PermissionDenied, NotVisible."""
    with change(by=viewer.account, action="empty_place"):
        opening = opening_to_keep(viewer, opening_id)
        place = viewer.rows(PlaceTaken).filter(opening=opening, enrollment=enrollment_id).first()
        if place is None:
            raise NotVisible("That household took no place.")
        place.date_deleted = current().made_at
        place.save(update_fields=["date_deleted"])
    return opening


def places_taken(opening: Opening) -> int:
    """Count the places that are taken, whosever they are. Of a locked opening."""
    rows = guard.everything(PlaceTaken, "how many places of an opening are taken")
    return rows.filter(opening=opening, date_deleted=None, enrollment__date_deleted=None).count()
