"""Who is told about a stay: who works with the client at the agency."""

import uuid
from typing import Any

from django.db.models import Q

from hearth.actions.notify import usual_receivers
from hearth.records import clock, guard
from hearth.records.models import Account, AgencyRole, AssignedStaff, CareTeamMember, Enrollment


def staff_of_stay(event: str, enrollment: Enrollment, *, also: uuid.UUID | None = None) -> list[Account]:
    """Give who is assigned, on the client's care team or enrolled them, as far as they may act on the event there.

    `also` is a further account that is near to what happened.

    Where nobody of them may any more, those of the agency are told who usually are: a stay is never nobody's.
    """
    agency = enrollment.project.organization_id
    usual = usual_receivers(event, organization_id=agency)
    near = _team(enrollment) | {enrollment.change.account_id, also} - {None}
    with guard.inside_wrapper():
        own: set[Any] = set(AgencyRole.objects.filter(organization=agency).values_list("account", flat=True))
    return [one for one in usual if one.pk in near] or [one for one in usual if one.pk in own]


def _team(enrollment: Enrollment) -> set[Any]:
    today = clock.today()
    rows = guard.everything(CareTeamMember, "who is told about a stay").filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        client=enrollment.client_id,
        organization=enrollment.project.organization_id,
        starts_on__lte=today,
        date_deleted=None,
    )
    assigned = guard.everything(AssignedStaff, "who is told about a stay").filter(
        enrollment=enrollment.pk, date_deleted=None
    )
    return set(rows.values_list("account", flat=True)) | set(assigned.values_list("account", flat=True))
