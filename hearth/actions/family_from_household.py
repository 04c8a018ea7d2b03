"""Make the household that a client is enrolled with now their family, in one act."""

import uuid
from collections.abc import Iterable

from hearth.access.family import families_at_this_agency
from hearth.access.household import living_with
from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.keep_family import RIGHT, add_member
from hearth.actions.refusal import NotDone
from hearth.records.models import Client, Enrollment, FamilyMember, Relationship
from hearth.records.write import change
from hearth.rules.facts import HEAD_OF_HOUSEHOLD

# 3.15 as people say it. Only where the same person is the head of both.
_AS_SAID = {
    2: Relationship.CHILD,
    3: Relationship.PARTNER,
    4: Relationship.OTHER_RELATIVE,
    5: Relationship.NOT_RELATED,
}


def missing_of_household(viewer: Viewer, client: Client, members: Iterable[Enrollment]) -> list[Enrollment]:
    """Give who of the latest household is not in the client's family. `members` are those of `living_with`."""
    household = _latest(client, members)
    families = families_at_this_agency(viewer, [row.client for row in household])
    here = {row.client_id for row in families.get(client.pk, [])}
    return [row for row in household if row.client_id != client.pk and row.client_id not in here]


def take_over_household(*, viewer: Viewer, client_id: uuid.UUID) -> tuple[list[FamilyMember], list[Client]]:
    """Add everybody of the client's latest household to the family; a new family has the household's head.

    Gives who was added, and who was not because they are in another family. Raises PermissionDenied, NotVisible.
    """
    client = client_in_sight(viewer, client_id, RIGHT)
    added, left_out = [], []
    with change(by=viewer.account, action="take_over_household"):
        household = _latest(client, living_with(viewer, client))
        families = families_at_this_agency(viewer, [row.client for row in household])
        anchor = client if client.pk in families else _head_of(household, client)
        family = families.get(anchor.pk, [])
        in_it = {row.client_id for row in family} | {anchor.pk}
        # HUD's relationships are told towards the household's head: they hold where the family has the same one.
        head_id = next((row.client_id for row in family if row.is_head), anchor.pk)
        same_head = head_id == _head_of(household, client).pk
        for row in household:
            if row.client_id in in_it:
                continue
            try:
                member = add_member(
                    viewer=viewer,
                    client_id=anchor.pk,
                    person_id=row.client_id,
                    relationship=_AS_SAID.get(row.relationship_to_hoh or 0, "") if same_head else "",
                    joined_on=row.entry_date,
                )
            except NotDone:
                left_out.append(row.client)
            else:
                added.append(member)
    return added, left_out


def _head_of(household: list[Enrollment], client: Client) -> Client:
    """Give the head of the household, or the client where the viewer sees no head in it."""
    return next((row.client for row in household if row.relationship_to_hoh == HEAD_OF_HOUSEHOLD), client)


def _latest(client: Client, members: Iterable[Enrollment]) -> list[Enrollment]:
    """Give the members of the client's latest household of those they are in now."""
    rows = list(members)
    own = next((row for row in rows if row.client_id == client.pk), None)
    if own is None:
        return []
    key = (own.source_id, own.household_id, own.project_id)
    return [row for row in rows if (row.source_id, row.household_id, row.project_id) == key]
