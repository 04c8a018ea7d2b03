"""The agencies that an account works for."""

from typing import NamedTuple

from hearth.access.viewer import Viewer


class WorkedFor(NamedTuple):
    """One agency that a person can work as; `id` is that of their role there."""

    id: int
    name: str


def agencies_of(viewer: Viewer) -> list[WorkedFor]:
    """Give the agencies that the viewer's account works for, by name."""
    named = [WorkedFor(role.id, role.organization.organization_name or "") for role in viewer.agency_roles]
    return sorted(named, key=lambda agency: (agency.name, agency.id))
