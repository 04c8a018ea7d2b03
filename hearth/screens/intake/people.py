"""Who may be on the enrollment form: the client, their family and latest household, and those added by search."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hearth.access.consent_now import ConsentNow, consents_now
from hearth.access.family import own_family
from hearth.access.household import latest_household
from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name
from hearth.rules.client.age import age_on
from hearth.rules.facts import HEAD_OF_HOUSEHOLD


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be ticked. `enrolled_since` is set for who is in the program already, and bars them."""

    client: Any
    name: str
    joins: bool
    relationship: int | None
    enrolled_since: date | None
    age: int | None
    # Whether other agencies may see the record, and the other programs where the person is now.
    consent: ConsentNow | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The name with the age, which tells people of one name apart."""
        return self.name if self.age is None else f"{self.name}, {self.age}"

    @property
    def id(self) -> uuid.UUID:
        return self.client.id  # type: ignore[no-any-return]

    @property
    def may_join(self) -> bool:
        return self.enrolled_since is None


def suggested(viewer: Viewer, client: Any, project: Any) -> list[Person]:
    """Give the client, ticked, and who may come along: the family, and the people of the latest household.

    Of a family only the head is passed on: ticked as head, where they are not in the program already. What the others
    are to the head is asked anew (PRODUCT.md E3). Without a family the client is the head, and the latest household's
    relationships are suggested when the client was the head then: they are told towards the head.
    """
    household = latest_household(viewer, client)
    family = own_family(viewer, client)
    own = {one.relationship_to_hoh for one in household if one.client_id == client.id}
    was_head = not family and HEAD_OF_HOUSEHOLD in own
    others: dict[uuid.UUID, tuple[Any, bool, int | None]] = {}
    for one in family.members if family else []:
        others[one.client_id] = (one.client, one.is_head, HEAD_OF_HOUSEHOLD if one.is_head else None)
    for stay in household:
        told = stay.relationship_to_hoh if was_head else None
        others.setdefault(stay.client_id, (stay.client, False, told))
    others.pop(client.id, None)
    people = _people(viewer, project, [(client, True, None), *others.values()])
    if any(one.relationship == HEAD_OF_HOUSEHOLD and one.joins for one in people):
        return people
    # The head is the client: of the family, or because its head cannot come along.
    return [
        replace(one, relationship=HEAD_OF_HOUSEHOLD)
        if one.client.id == client.id
        else replace(one, relationship=None if one.relationship == HEAD_OF_HOUSEHOLD else one.relationship)
        for one in people
    ]


def asked_for(
    viewer: Viewer, project: Any, client_ids: Iterable[uuid.UUID], added: set[uuid.UUID]
) -> list[Person]:
    """Give the people that a form was sent with, in its order; those just `added` are ticked.

    An id that the viewer does not see is left out.
    """
    wanted = list(dict.fromkeys(client_ids))
    found = viewer.clients.in_bulk(wanted)
    return _people(viewer, project, [(found[one], one in added, None) for one in wanted if one in found])


def _people(viewer: Viewer, project: Any, chosen: list[tuple[Any, bool, int | None]]) -> list[Person]:
    clients = [client for client, _, _ in chosen]
    consents = consents_now(viewer, [client.id for client in clients])
    since, elsewhere = _where_now(viewer, project, [client.id for client in clients])
    return [
        Person(
            client=client,
            name=person_name(client),
            consent=consents.get(client.id),
            elsewhere=tuple(elsewhere.get(client.id, ())),
            joins=joins and client.id not in since,
            relationship=relationship,
            enrolled_since=since.get(client.id),
            age=age_on(viewer.today, client.dob),
        )
        for client, joins, relationship in chosen
    ]


def open_programs_of(viewer: Viewer, client: Any) -> dict[uuid.UUID, date]:
    """Give the programs that the client is in now, with the start of each stay."""
    stays = open_enrollments(viewer).filter(client=client).order_by("-entry_date")
    return dict(stays.values_list("project_id", "entry_date"))


def _where_now(
    viewer: Viewer, project: Any, client_ids: list[uuid.UUID]
) -> tuple[dict[uuid.UUID, date], dict[uuid.UUID, list[str]]]:
    """Give who of the clients is in the program now, and since when; and the other programs that each is in."""
    stays = open_enrollments(viewer).filter(client__in=client_ids).order_by("-entry_date", "pk")
    since: dict[uuid.UUID, date] = {}
    elsewhere: dict[uuid.UUID, list[str]] = {}
    columns = ("client_id", "entry_date", "project_id", "project__project_name")
    for client_id, entry_date, project_id, name in stays.values_list(*columns):
        if project_id == project.pk:
            since[client_id] = entry_date
        elif name not in elsewhere.setdefault(client_id, []):
            elsewhere[client_id].append(name)
    return since, elsewhere
