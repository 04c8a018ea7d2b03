"""Record a service of the agency's own (PRODUCT.md H1-H7) for members of a household, correct it, or end it."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.services_offered import offered_to_anybody, services_offered
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.pieces import own_piece
from hearth.actions.record_service import program_served
from hearth.actions.refusal import stop_if
from hearth.actions.service_faults import ENDS_BEFORE_IT_STARTS, faults_without_enrollment
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Exit, LocalService, Project, ServiceOffered
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.service import is_complete, within_stay


@dataclass(frozen=True, slots=True)
class GivenHere:
    """One giving: its day or its first and last, and what the agency asks with it."""

    starts_on: date
    ends_on: date | None = None
    amount: Decimal | None = None
    minutes: int | None = None
    place: str = ""
    note: str = ""


def record_local_service(
    *, viewer: Viewer, enrollments: Sequence[Enrollment], offered: ServiceOffered, given: GivenHere
) -> list[LocalService]:
    """Record it for each enrollment of one program and give the rows, in the same order.

    Raises PermissionDenied without the right, NotVisible for enrollments or services that are not the viewer's,
    NotDone for a day outside the stay or on which it is not offered, and for an end before the start. In each case
    nothing is stored.
    """
    project = program_served(viewer, enrollments)
    if project.organization_id != viewer.organization.pk:
        raise PermissionDenied
    if not _is_of(offered, project):
        raise NotVisible("There is no such service.")
    stop_if_kept_out(project, given.starts_on)
    with change(by=viewer.account, action="record_local_service") as signed:
        stop_if(_not_offered(viewer, offered, project, given.starts_on) + _broken(enrollments, given))
        return LocalService.objects.bulk_create(
            LocalService(
                client_id=enrollment.client_id,
                enrollment=enrollment,
                organization=viewer.organization,
                change=signed,
                offered=offered,
                **asdict(given),
            )
            for enrollment in enrollments
        )


def correct_local_service(*, viewer: Viewer, service_id: uuid.UUID, given: GivenHere) -> LocalService:
    """Correct one, or say when it ended; what stood there before stays in its history.

    Raises PermissionDenied, NotVisible, and NotDone (see `record_local_service`).
    """
    service: LocalService = own_piece(viewer, "local_service", service_id)
    with change(by=viewer.account, action="correct_local_service"):
        stop_if(_faults_of_correction(viewer, service, given))
        values: dict[str, Any] = asdict(given)
        different = [name for name, value in values.items() if getattr(service, name) != value]
        for name in different:
            setattr(service, name, values[name])
        if different:
            service.save(update_fields=different)
    return service


def _faults_of_correction(viewer: Viewer, service: LocalService, given: GivenHere) -> list[Broken]:
    """Give the breaches; on its own day a service may stay what it is, offered or not."""
    offered, moves = service.offered, given.starts_on != service.starts_on
    if service.enrollment is not None:
        found = _broken([service.enrollment], given)
        return found + (
            _not_offered(viewer, offered, service.enrollment.project, given.starts_on) if moves else []
        )
    found = faults_without_enrollment([service.client], offered, given.starts_on, given.ends_on)
    if moves and offered.pk not in {one.pk for one in offered_to_anybody(viewer, given.starts_on)}:
        found.append(Broken(is_complete.RULE, is_complete.NOT_OFFERED))
    return found


def _is_of(offered: ServiceOffered, project: Project) -> bool:
    return (
        offered.is_local
        and offered.organization_id == project.organization_id
        and offered.project_id in (None, project.pk)
    )


def _not_offered(viewer: Viewer, offered: ServiceOffered, project: Project, on: date) -> list[Broken]:
    if offered.pk in {one.pk for one in services_offered(viewer, project, on).own}:
        return []
    return [Broken(is_complete.RULE, is_complete.NOT_OFFERED)]


def _broken(enrollments: Sequence[Enrollment], given: GivenHere) -> list[Broken]:
    if given.ends_on is not None and given.ends_on < given.starts_on:
        return [ENDS_BEFORE_IT_STARTS]
    ids = [enrollment.pk for enrollment in enrollments]
    rows = guard.everything(Exit, "when did these people leave").filter(enrollment__in=ids, date_deleted=None)
    left = dict(rows.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    today, found = clock.today(), []
    for position, enrollment in enumerate(enrollments):
        name = person_name(enrollment.client)
        stay = (enrollment.entry_date, left.get(enrollment.pk))
        for one in within_stay.broken(name, 0, given.starts_on, *stay, today):
            found.append(Broken(one.rule, one.text, one.values, about=position))
    return found
