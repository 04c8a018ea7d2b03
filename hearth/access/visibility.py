"""Which rows a viewer sees: the one place that says so, for every guarded model.

Own agency: an agency sees its programs, what was recorded in them, and the clients it enrolled or entered.
A community-wide role sees all agencies. Deleted rows are seen by nobody here. A model that is not registered is
seen by no viewer at all.
"""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from hearth.records import guard
from hearth.records.models import (
    Affiliation,
    Assessment,
    AssessmentQuestion,
    AssessmentResult,
    CEParticipation,
    Client,
    CurrentLivingSituation,
    Disability,
    EmploymentEducation,
    Enrollment,
    Event,
    Exit,
    Funder,
    HealthAndDV,
    HMISParticipation,
    IncomeBenefits,
    Inventory,
    Organization,
    Project,
    ProjectCoC,
    Service,
    YouthEducationStatus,
)

if TYPE_CHECKING:
    from hearth.access.viewer import Viewer

_NOT_DELETED = Q(date_deleted=None)
OF_AN_ENROLLMENT = (
    Assessment,
    AssessmentQuestion,
    AssessmentResult,
    CurrentLivingSituation,
    Disability,
    EmploymentEducation,
    Event,
    Exit,
    HealthAndDV,
    IncomeBenefits,
    Service,
    YouthEducationStatus,
)
OF_A_PROJECT = (
    Affiliation,
    CEParticipation,
    Funder,
    HMISParticipation,
    Inventory,
    ProjectCoC,
)


def register() -> None:
    """Tell the guard who sees what."""
    guard.register_visibility(Organization, _organizations)
    guard.register_visibility(Project, _projects)
    guard.register_visibility(Client, _clients)
    guard.register_visibility(Enrollment, _enrollments)
    for part_of_project in OF_A_PROJECT:
        guard.register_visibility(part_of_project, _of_a_project)
    for part_of_enrollment in OF_AN_ENROLLMENT:
        guard.register_visibility(part_of_enrollment, _of_an_enrollment)


def _organizations(viewer: "Viewer") -> Q:
    return _NOT_DELETED if viewer.sees_community else _NOT_DELETED & Q(id=viewer.organization.id)


def _projects(viewer: "Viewer") -> Q:
    return _NOT_DELETED if viewer.sees_community else _NOT_DELETED & Q(organization=viewer.organization.id)


def _of_a_project(viewer: "Viewer") -> Q:
    alive = _NOT_DELETED & Q(project__date_deleted=None)
    return alive if viewer.sees_community else alive & Q(project__organization=viewer.organization.id)


def _enrollments(viewer: "Viewer") -> Q:
    alive = _NOT_DELETED & Q(client__date_deleted=None)
    return alive if viewer.sees_community else alive & Q(project__organization=viewer.organization.id)


def _of_an_enrollment(viewer: "Viewer") -> Q:
    alive = _NOT_DELETED & Q(enrollment__date_deleted=None)
    return (
        alive
        if viewer.sees_community
        else alive & Q(enrollment__project__organization=viewer.organization.id)
    )


def _clients(viewer: "Viewer") -> Q:
    if viewer.sees_community:
        return _NOT_DELETED
    enrolled_here = guard.everything(Enrollment, "which clients an agency enrolled").filter(
        client=OuterRef("pk"),
        project__organization=viewer.organization.id,
        date_deleted=None,
    )
    return _NOT_DELETED & (Q(organization=viewer.organization.id) | Q(Exists(enrolled_here)))
