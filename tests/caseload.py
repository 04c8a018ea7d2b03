"""A worker's own caseload for tests: stays that are assigned to them, and services that end."""

from datetime import date, timedelta
from typing import Any

from hearth.records.models import Account, AssignedStaff, Enrollment, LocalService, ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment


def take(community: Community, worker: Account, *stays: Enrollment) -> None:
    """Assign stays to a worker."""
    with change(by=None, action="test") as signed:
        for one in stays:
            AssignedStaff.objects.create(
                enrollment=one, organization=community.own_agency, account=worker, change=signed
            )


def own_stay(
    community: Community, worker: Account, start: date, name: str = "Rosa", **columns: Any
) -> Enrollment:
    person = add_client(community, name, "Example", organization=community.own_agency, **columns)
    stay = add_enrollment(community, person, community.rapid, start)
    take(community, worker, stay)
    return stay


def add_service(community: Community, stay: Enrollment, ends_on: date, **columns: Any) -> LocalService:
    with change(by=None, action="test") as signed:
        of_agency = {"organization": community.own_agency, "change": signed}
        offered = ServiceOffered.objects.create(
            category="Stability", name=f"Storage of {stay.client.first_name}", delivery="long", **of_agency
        )
        return LocalService.objects.create(
            client=stay.client,
            enrollment=stay,
            offered=offered,
            starts_on=ends_on - timedelta(days=9),
            ends_on=ends_on,
            **of_agency,
            **columns,
        )
