"""How far a role reaches: which CoCs, agencies and projects its rights hold at."""

import uuid
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hearth.records import guard
from hearth.records.models import Organization, Project, ProjectCoC

if TYPE_CHECKING:
    from hearth.access.viewer import Viewer


def reaches_coc(viewer: "Viewer", code: str) -> bool:
    """Say whether the viewer's role reaches a CoC; a role at one agency reaches no CoC as a whole."""
    return viewer.sees_community and (viewer.cocs is None or code in viewer.cocs)


def reaches_project(viewer: "Viewer", project: Project) -> bool:
    """Say whether the viewer's role reaches a project: one of its agency, or one in its CoCs."""
    if not viewer.sees_community:
        return viewer.role.sees == "agency" and project.organization_id == viewer.organization.id
    return viewer.cocs is None or _alive().filter(coc_code__in=viewer.cocs, project=project.pk).exists()


def reaches_organization(viewer: "Viewer", organization: Organization) -> bool:
    """Say whether the viewer's role reaches an agency: its own, or one with a project in its CoCs.

    Of a role that reaches one CoC only, an agency without projects is reached by nobody else's lead: it is reached
    when the viewer works for it.
    """
    reached = reached_organizations(viewer)
    return reached is None or organization.pk in reached


def reached_organizations(viewer: "Viewer") -> frozenset[uuid.UUID] | None:
    """Give the agencies that the viewer's role reaches; None is all of this instance."""
    if viewer.role.sees == "nothing":
        return frozenset()
    own = frozenset({viewer.organization.pk})
    if not viewer.sees_community:
        return own
    if viewer.cocs is None:
        return None
    if not viewer.cocs:
        return frozenset()
    rows = _alive().filter(coc_code__in=viewer.cocs)
    return own | frozenset(rows.values_list("project__organization_id", flat=True))


def _alive() -> "QuerySet[ProjectCoC]":
    rows = guard.everything(ProjectCoC, "which CoCs a project or an agency works in")
    return rows.filter(date_deleted=None, project__date_deleted=None)
