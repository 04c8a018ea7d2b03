"""Two records of one person, for tests of flagging, merging and undoing."""

from datetime import date
from typing import Any

from hearth.records import guard
from hearth.records.models import (
    Change,
    Client,
    Enrollment,
    Organization,
    Project,
    Source,
)
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
    }
