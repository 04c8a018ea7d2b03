"""How far a role reaches: which CoCs, agencies and projects its rights hold at."""

import uuid
from collections.abc import Iterable
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


def reached_projects(viewer: "Viewer", project_ids: Iterable[str] | None = None) -> set[str]:
    """Give those of the projects (their ids as text; None: of all) that the viewer's role reaches.

    Closed and deleted ones too.
    """
    rows = guard.everything(Project, "which projects a role reaches")
    if project_ids is not None:
        rows = rows.filter(pk__in=project_ids)
    if not viewer.sees_community:
        own = viewer.organization.pk if viewer.role.sees == "agency" else None
        rows = rows.filter(organization=own)
    elif viewer.cocs is not None:
        rows = rows.filter(pk__in=_in_cocs(viewer.cocs))
    return {str(project_id) for project_id in rows.values_list("pk", flat=True)}


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


def _in_cocs(cocs: frozenset[str]) -> list[uuid.UUID]:
    return list(_alive().filter(coc_code__in=cocs).values_list("project_id", flat=True))


def _alive() -> "QuerySet[ProjectCoC]":
    rows = guard.everything(ProjectCoC, "which CoCs a project or an agency works in")
    return rows.filter(date_deleted=None, project__date_deleted=None)
