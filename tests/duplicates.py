"""Two records of one person, for tests of flagging, merging and undoing."""

from datetime import date
from typing import Any

from hearth.records import guard
from hearth.records.models import (
    Bed,
    Change,
    Client,
    Enrollment,
    Family,
    FamilyMember,
    Opening,
    Organization,
    Project,
    ServiceOffered,
    Source,
)
from hearth.records.write import change
from tests.beds import add_beds
from tests.community import (
    Community,
    add_client,
)


def two(community: Community) -> tuple[Client, Client]:
    """Rosa, entered twice."""
    kept = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), ssn="123-45-6789", white=1)
    merged = add_client(
        community, "Rosita", "Example", dob=date(1990, 12, 3), organization=community.own_agency, asian=1
    )
    return kept, merged


def rows(model: Any) -> Any:
    return guard.everything(model, "a test looks at everything")


def fresh(client: Client) -> Client:
    found: Client = rows(Client).get(pk=client.pk)
    return found


def things(community: Community, client: Client, enrollment: Enrollment) -> dict[Any, Any]:
    return {
        Client: client,
        Enrollment: enrollment,
        Project: community.shelter,
        Organization: community.own_agency,
        Source: community.source,
        Change: Change.objects.create(action="build"),
        type(community.personas["hmis_lead"]): community.personas["hmis_lead"],
        type(community.coc): community.coc,
        Family: _family(community),
        ServiceOffered: _offer(community),
        Bed: add_beds(community, community.shelter, 1)[0],
        Opening: _opening(community),
    }


def _family(community: Community) -> Family:
    """A family of somebody else, who is its head."""
    head = add_client(community, "Head", "Example", organization=community.own_agency)
    with change(by=None, action="build") as signed:
        family = Family.objects.create(organization=community.own_agency, change=signed)
        FamilyMember.objects.create(
            family=family,
            client=head,
            is_head=True,
            joined_on=date(2026, 1, 5),
            organization=community.own_agency,
            change=signed,
        )
    return family


def _offer(community: Community) -> ServiceOffered:
    with change(by=None, action="build") as signed:
        return ServiceOffered.objects.create(
            organization=community.own_agency,
            category="Meals",
            name=f"Supper {rows(ServiceOffered).count()}",
            change=signed,
        )


def _opening(community: Community) -> Opening:
    with change(by=None, action="build") as signed:
        return Opening.objects.create(
            project=community.shelter, places=2, starts_on=date(2026, 1, 5), change=signed
        )
