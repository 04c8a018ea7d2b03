"""Record a service that the agency gives to anybody (PRODUCT.md G13, H3): a meal, a shower, a mobile clinic.

The row is the agency's that gave it and of no enrollment, so that it never stands in an HMIS CSV. Others read it as
the client's release and the agency's sharing let them: hearth/access/visibility_pieces.py.
"""

from collections.abc import Sequence
from dataclasses import asdict

from django.core.exceptions import PermissionDenied

from hearth.access.services_offered import offered_to_anybody
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_agency_is_kept_out, stop_if_kept_out
from hearth.actions.pieces import check_place
from hearth.actions.record_local_service import GivenHere
from hearth.actions.refusal import stop_if
from hearth.actions.service_faults import faults_without_enrollment
from hearth.records.models import Client, LocalService, ServiceOffered
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.service import is_complete


def record_service_without_enrollment(
    *, viewer: Viewer, clients: Sequence[Client], offered: ServiceOffered, given: GivenHere
) -> list[LocalService]:
    """Record it for clients whom the viewer sees, wherever they are enrolled, if at all; give the rows in that order.

    Raises PermissionDenied without the right; NotVisible for clients or a service that are not the viewer's; NotDone
    for a service that is not given to anybody on that day, a day that cannot be, somebody who is enrolled in the
    program that gives it, and where the law keeps clients out. In each case nothing is stored.
    """
    if not viewer.may("record_service", organization=viewer.organization):
        raise PermissionDenied
    for client in clients:
        check_place(viewer, client, None)
    if offered.organization_id != viewer.organization.pk or not offered.is_local:
        raise NotVisible("There is no such service.")
    stop_if_agency_is_kept_out(viewer.organization)
    if offered.project is not None:
        stop_if_kept_out(offered.project, given.starts_on)
    with change(by=viewer.account, action="record_local_service") as signed:
        here = {one.pk for one in offered_to_anybody(viewer, given.starts_on)}
        not_offered = [] if offered.pk in here else [Broken(is_complete.RULE, is_complete.NOT_OFFERED)]
        days = (given.starts_on, given.ends_on)
        stop_if(not_offered + faults_without_enrollment(clients, offered, *days))
        return LocalService.objects.bulk_create(
            LocalService(
                client=client,
                organization=viewer.organization,
                change=signed,
                offered=offered,
                **asdict(given),
            )
            for client in clients
        )
