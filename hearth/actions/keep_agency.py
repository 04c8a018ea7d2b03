"""Set up an agency: what it is (2.01)."""

import uuid

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_program import RIGHT, Said, columns_of, keep_row
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born
from hearth.records import guard
from hearth.records.models import Enrollment, Organization, Project
from hearth.records.program_rows import facts_of
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.project import at_entry


def keep_organization(*, viewer: Viewer, organization_id: uuid.UUID | None, said: Said) -> Organization:
    """Add an agency (no id), or change what one is (2.01). Raises PermissionDenied, NotVisible, NotDone.

    An agency that has clients here cannot become a victim service provider: they would have to leave first.
    """
    if organization_id is None:
        if not viewer.may(RIGHT, everywhere=True):
            raise PermissionDenied
        with change(by=viewer.account, action="add_agency"):
            made = Organization(**columns_of(said), **born(viewer))
            made.save()
        return made
    organization = agency_to_set_up(viewer, organization_id)
    with change(by=viewer.account, action="change_agency"):
        keep_row(viewer, organization, said)
        stop_if(_becomes_victim_services(organization))
    return organization


def agency_to_set_up(viewer: Viewer, organization_id: uuid.UUID) -> Organization:
    """Give an agency that the viewer may change here. Raises PermissionDenied, NotVisible, NotDone."""
    organization = viewer.organizations.filter(pk=organization_id).first()
    if organization is None:
        raise NotVisible("There is no such agency.")
    if not viewer.may(RIGHT, organization=organization):
        raise PermissionDenied
    stop_if_kept_elsewhere(organization)
    return organization


def _becomes_victim_services(organization: Organization) -> list[Broken]:
    if organization.victim_service_provider != 1:
        return []
    stays = guard.everything(Enrollment, "whether an agency has clients here")
    if stays.filter(project__organization=organization, date_deleted=None).exists():
        text = (
            "This agency has clients here, and a victim service provider has none: their records leave first."
        )
        return [Broken("project/victim_services_hold_no_clients", text)]
    projects = guard.everything(Project, "what a victim service provider describes")
    rows = projects.filter(organization=organization, date_deleted=None)
    return [each for project in rows for each in at_entry.stops(facts_of(project))][:1]
