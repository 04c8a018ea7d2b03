"""Which descriptions of agencies and programs a viewer sees: no client stands in them.

- The own agency's; with a role over several agencies, those of all of them, or of those with a program in its CoCs.
- Who sees a program sees its units, beds, services, requests and openings.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hearth.access.standing import Kept, Rule, Standing
from hearth.records import guard
from hearth.records.models import (
    Bed,
    BedOffline,
    Building,
    InventoryRequest,
    Opening,
    ProjectCoC,
    ServiceOffered,
    Site,
    Unit,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

# How each leads to the program that it is of, and to the agency that it is of.
_OF_A_PROGRAM = {
    Unit: "project",
    Bed: "unit__project",
    BedOffline: "bed__unit__project",
    InventoryRequest: "project",
    Opening: "project",
}
_OF_AN_AGENCY = {Site: "organization", Building: "site__organization", ServiceOffered: "organization"}


def register_programs() -> None:
    """Tell the guard who sees what describes agencies and programs beyond HUD's files."""
    for model, way in _OF_A_PROGRAM.items():
        guard.register_visibility(
            model, Kept(model, _reached_by(f"{way}__organization", "project", way), of_places=True)
        )
    for model, way in _OF_AN_AGENCY.items():
        guard.register_visibility(
            model, Kept(model, _reached_by(way, "project__organization", way), of_places=True)
        )


def _reached_by(agency: str, column: str, of: str) -> Rule:
    def rows(standing: Standing) -> Q:
        own = Q(**{agency: standing.organization_id})
        return Q(date_deleted=None) & described(standing, own, column, of)

    return rows


def described(standing: Standing, own: Q, column: str, of: str) -> Q:
    """Give the condition for what describes agencies and programs: no client stands in it."""
    if standing.role.sees == "nothing":
        return Q(pk__in=[])
    if sees_all(standing):
        return Q()
    return own | Q(Exists(located(standing, column, of))) if standing.sees_community else own


def located(standing: Standing, column: str, of: str) -> "QuerySet[ProjectCoC]":
    """Give the places in the viewer's CoCs whose `column` is what is in hand."""
    rows: Any = guard.everything(ProjectCoC, "what a lead's CoCs hold").filter(date_deleted=None)
    return rows.filter(coc_code__in=standing.cocs or (), **{column: OuterRef(of)})  # type: ignore[no-any-return]


def sees_all(standing: Standing) -> bool:
    """Say whether the viewer's role reaches every agency of this instance."""
    return standing.sees_community and standing.cocs is None
