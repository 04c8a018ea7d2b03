"""Which descriptions of agencies and programs a viewer sees: no client stands in them.

- The own agency's; with a role over several agencies, those of all of them, or of those with a program in its CoCs.
- Who sees a program sees its units, beds, services and requests.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hearth.records import guard
from hearth.records.models import (
    Bed,
    BedOffline,
    Building,
    InventoryRequest,
    ProjectCoC,
    ServiceOffered,
    Site,
    Unit,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.access.viewer import Viewer

# How each leads to the program that it is of, and to the agency that it is of.
_OF_A_PROGRAM = {
    Unit: "project",
    Bed: "unit__project",
    BedOffline: "bed__unit__project",
    InventoryRequest: "project",
}
_OF_AN_AGENCY = {Site: "organization", Building: "site__organization", ServiceOffered: "organization"}


def register_programs() -> None:
    """Tell the guard who sees what describes agencies and programs beyond HUD's files."""
    for model, way in _OF_A_PROGRAM.items():
        guard.register_visibility(model, _reached_by(f"{way}__organization", "project", way))
    for model, way in _OF_AN_AGENCY.items():
        guard.register_visibility(model, _reached_by(way, "project__organization", way))


def _reached_by(agency: str, column: str, of: str) -> Callable[["Viewer"], Q]:
    def rows(viewer: "Viewer") -> Q:
        own = Q(**{agency: viewer.organization.id})
        return Q(date_deleted=None) & described(viewer, own, column, of)

    return rows


def described(viewer: "Viewer", own: Q, column: str, of: str) -> Q:
    """Give the condition for what describes agencies and programs: no client stands in it."""
    if viewer.role.sees == "nothing":
        return Q(pk__in=[])
    if sees_all(viewer):
        return Q()
    return own | Q(Exists(located(viewer, column, of))) if viewer.sees_community else own


def located(viewer: "Viewer", column: str, of: str) -> "QuerySet[ProjectCoC]":
    """Give the places in the viewer's CoCs whose `column` is what is in hand."""
    rows: Any = guard.everything(ProjectCoC, "what a lead's CoCs hold").filter(date_deleted=None)
    return rows.filter(coc_code__in=viewer.cocs or (), **{column: OuterRef(of)})  # type: ignore[no-any-return]


def sees_all(viewer: "Viewer") -> bool:
    """Say whether the viewer's role reaches every agency of this instance."""
    return viewer.sees_community and viewer.cocs is None
