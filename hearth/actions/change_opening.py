"""Change what an opening offers."""

import uuid
from dataclasses import asdict

from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.fill_opening import places_taken
from hearth.actions.openings_here import Offered, opening_to_keep, stop_if_impossible, stop_if_withdrawn
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import Opening
from hearth.records.write import change


def change_opening(*, viewer: Viewer, opening_id: uuid.UUID, offered: Offered) -> Opening:
    """Write what it offers now; the history keeps what it offered before.

    Raises PermissionDenied, NotVisible, and NotDone for what cannot be offered and for one that was withdrawn.
    """
    with change(by=viewer.account, action="change_opening"):
        opening = opening_to_keep(viewer, opening_id)
        stop_if_withdrawn(opening)
        stop_if_impossible(viewer, opening.project, offered, besides=opening.pk)
        taken = places_taken(opening)
        if offered.places < taken:
            text = _("%(taken)s places are taken already.") % {"taken": taken}
            raise NotDone([Problem(text, "opening/places")])
        said = asdict(offered)
        for name, value in said.items():
            setattr(opening, name, value)
        opening.save(update_fields=[name.removesuffix("_id") for name in said])
    return opening
