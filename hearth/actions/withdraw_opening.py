"""Withdraw an opening with a reason, and offer it again."""

import uuid

from hearth.access.viewer import Viewer
from hearth.actions.openings_here import Offered, opening_to_keep, stop_if_impossible, stop_if_withdrawn
from hearth.records.models import Opening, WithdrawnFor
from hearth.records.write import change


def withdraw_opening(*, viewer: Viewer, opening_id: uuid.UUID, reason: str) -> Opening:
    """Offer it no more. Raises PermissionDenied, NotVisible, NotDone, and ValueError for an unknown reason."""
    why = WithdrawnFor(reason)
    with change(by=viewer.account, action="withdraw_opening", why=str(why.label)):
        opening = opening_to_keep(viewer, opening_id)
        stop_if_withdrawn(opening)
        _say(opening, why)
    return opening


def offer_again(*, viewer: Viewer, opening_id: uuid.UUID) -> Opening:
    """Offer a withdrawn opening as it was; does nothing to one that is offered.

    Raises PermissionDenied, NotVisible, and NotDone where its unit is offered by another opening since.
    """
    with change(by=viewer.account, action="offer_opening_again"):
        opening = opening_to_keep(viewer, opening_id)
        if opening.withdrawn_for:
            stop_if_impossible(viewer, opening.project, _offered(opening), besides=opening.pk)
            _say(opening, "")
    return opening


def _say(opening: Opening, why: str) -> None:
    opening.withdrawn_for = why
    opening.save(update_fields=["withdrawn_for"])


def _offered(opening: Opening) -> Offered:
    return Offered(opening.places, opening.starts_on, opening.ends_on, opening.unit_id)
