"""How far a role reaches: which CoCs, agencies and projects its rights hold at."""

from typing import TYPE_CHECKING

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
    return viewer.cocs is None or _in_cocs(viewer.cocs, project=project.pk)


def reaches_organization(viewer: "Viewer", organization: Organization) -> bool:
    """Say whether the viewer's role reaches an agency: its own, or one with a project in its CoCs.

    Of a role that reaches one CoC only, an agency without projects is reached by nobody else's lead: it is reached
    when the viewer works for it.
    """
    own = organization.pk == viewer.organization.id
    if not viewer.sees_community:
        return viewer.role.sees == "agency" and own
    return viewer.cocs is None or own or _in_cocs(viewer.cocs, project__organization=organization.pk)


def _in_cocs(cocs: frozenset[str], **of: object) -> bool:
    rows = guard.everything(ProjectCoC, "which CoCs a project or an agency works in")
    return rows.filter(coc_code__in=cocs, date_deleted=None, project__date_deleted=None, **of).exists()
