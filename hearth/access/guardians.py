"""In whose care a minor is, as the records say: who may ask for the minor's record (CR-03)."""

from hearth.access.family import own_family
from hearth.access.household import living_with
from hearth.access.viewer import Viewer
from hearth.records.models import Client, Relationship
from hearth.rules.client.age import age_on

_ADULT = 18
_HEAD, _CHILD, _SPOUSE, _OTHER_RELATIVE = 1, 2, 3, 4
_PARENTS = (Relationship.PARENT, Relationship.GRANDPARENT)


def in_care_of(viewer: Viewer, client: Client) -> list[Client]:
    """Give the grown-ups who care for a minor now: of their household in a program, then of their family.

    Nobody for who is 18 or whose birth date is not known, and nobody who has left: care is shown by living together.
    """
    age = age_on(viewer.today, client.dob)
    if age is None or age >= _ADULT:
        return []
    found = {one.pk: one for one in [*_of_household(viewer, client), *_of_family(viewer, client)]}
    return [one for one in found.values() if _is_adult(viewer, one)]


def _of_household(viewer: Viewer, client: Client) -> list[Client]:
    members = living_with(viewer, client)
    in_care = {
        (row.source_id, row.household_id, row.project_id)
        for row in members
        if row.client_id == client.pk and row.relationship_to_hoh in (_CHILD, _OTHER_RELATIVE)
    }
    return [
        row.client
        for row in members
        if row.relationship_to_hoh in (_HEAD, _SPOUSE)
        and (row.source_id, row.household_id, row.project_id) in in_care
    ]


def _of_family(viewer: Viewer, client: Client) -> list[Client]:
    family = own_family(viewer, client)
    if family is None:
        return []
    others = [row for row in family.members if row.client_id != client.pk]
    if family.own.is_head:
        return [row.client for row in others if row.relationship in _PARENTS]
    if family.own.relationship in (Relationship.PARTNER, Relationship.NOT_RELATED, ""):
        return []
    return [row.client for row in others if row.is_head or row.relationship == Relationship.PARTNER]


def _is_adult(viewer: Viewer, one: Client) -> bool:
    age = age_on(viewer.today, one.dob)
    return age is not None and age >= _ADULT
