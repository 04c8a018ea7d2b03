"""Post an opening of a program; who matches in its CoCs is told (PRODUCT.md M9, flow J)."""

import uuid
from collections.abc import Callable
from dataclasses import asdict

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import Viewer
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.openings_here import RIGHT, Offered, stop_if_impossible
from hearth.records import guard
from hearth.records.models import Account, Opening, Project, ProjectCoC
from hearth.records.write import change, current


def post_opening(
    *, viewer: Viewer, project_id: uuid.UUID, offered: Offered, address_of: Callable[[Opening], str]
) -> Opening:
    """Post it. `address_of` gives the path at which it is seen.

    Raises PermissionDenied without the right at the program, NotVisible, and NotDone for what cannot be offered.
    """
    project = viewer.project(project_id)
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    with change(by=viewer.account, action="post_opening"):
        stop_if_impossible(viewer, project, offered)
        made = Opening.objects.create(project=project, change=current(), **asdict(offered))
        facts = {"places": made.places, "day": made.starts_on}
        notify("opening_posted", _matchers(viewer, project), address=address_of(made), facts=facts)
    return made


def _matchers(viewer: Viewer, project: Project) -> list[Account]:
    """Give who matches where the program works; who posted it need not be told."""
    places = guard.everything(ProjectCoC, "in which CoCs openings are matched").filter(
        project=project, date_deleted=None
    )
    codes: set[str | None] = set(places.exclude(coc_code=None).values_list("coc_code", flat=True))
    # A program of no CoC is for who matches everywhere.
    return [
        account
        for code in codes or {None}
        for account in usual_receivers("opening_posted", coc=code, but=viewer.account)
    ]
