"""Whether an answer about sharing is needed before a client is added (PRODUCT.md F1), and what is missing.

An answer is needed, never a yes: who says no is served and enrolled like everybody, and stays unshared (PRV-10).
"""

from hearth.access.viewer import Viewer
from hearth.records.setting import settings_at

KEY = "release_required"
RULE = "consent/answer_is_needed"


def release_is_required(viewer: Viewer) -> bool:
    """Say whether the viewer's agency asks for an answer before a client is added."""
    coc = viewer.agency_role.coc_id or next(iter(viewer.zones), None)
    return bool(settings_at([KEY], organization_id=viewer.organization.pk, coc_code=coc)[KEY])


def release_missing(viewer: Viewer, *, answered: bool, is_private: bool) -> bool:
    """Say whether a client cannot be added yet: nobody asked about sharing, and the client is not private either.

    `answered` is true for a yes and for a no.
    """
    return not (answered or is_private) and release_is_required(viewer)
