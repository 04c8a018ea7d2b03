"""The agencies that an account works for, and switching between them."""

from typing import NamedTuple

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import AgencyRole, Organization


class WorkedFor(NamedTuple):
    """One agency that a person can work as; `id` is that of their role there."""

    id: int
    name: str


def agencies_of(viewer: Viewer) -> list[WorkedFor]:
    """Give the agencies that the viewer's account works for, by name."""
    roles = dict(AgencyRole.objects.filter(account=viewer.account).values_list("organization_id", "id"))
    rows = guard.everything(Organization, "the agencies that a person works for").filter(
        id__in=roles, date_deleted=None
    )
    named = rows.order_by("organization_name", "id").values_list("id", "organization_name")
    return [WorkedFor(roles[organization], name or "") for organization, name in named]
