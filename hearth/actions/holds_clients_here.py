"""Refuse client-level rows where clients are kept out: victim service providers and comparable databases."""

from datetime import date

from hearth.actions.refusal import stop_if
from hearth.records import clock, guard
from hearth.records.models import HMISParticipation, Organization, Project
from hearth.rules.facts import Broken
from hearth.rules.project import holds_clients


def kept_out(project: Project, on: date) -> list[Broken]:
    """Give the breach by a row of that day."""
    rows = guard.everything(HMISParticipation, "does this project hold clients here")
    periods = rows.filter(project=project, date_deleted=None).values_list(
        "hmis_participation_type",
        "hmis_participation_status_start_date",
        "hmis_participation_status_end_date",
    )
    described = holds_clients.Descriptors(
        project.organization.victim_service_provider == 1,
        [holds_clients.Participation(*period) for period in periods],
    )
    return holds_clients.broken(described, on)


def stop_if_agency_is_kept_out(organization: Organization) -> None:
    """Raise NotDone when the agency keeps its clients elsewhere by law, whatever its programs say."""
    described = holds_clients.Descriptors(organization.victim_service_provider == 1, [])
    stop_if(holds_clients.broken(described, clock.today()))


def stop_if_kept_out(project: Project, on: date) -> None:
    """Raise NotDone when a row of that day would be kept out."""
    stop_if(kept_out(project, on))
