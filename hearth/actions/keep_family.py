"""Keep the family of a client: who belongs to it, since when, until when, and who is its head.

Each agency keeps its own families. What is done here changes those of the viewer's agency and no other's.
"""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied

from hearth.access.family import at_this_agency
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Client, Family, FamilyMember, Relationship
from hearth.records.write import change, current
from hearth.rules.facts import Broken
from hearth.rules.family import dates_have_an_order, not_in_two_at_once, one_head

RIGHT = "edit_client"


def add_member(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    person_id: uuid.UUID,
    relationship: str = "",
    joined_on: date | None = None,
) -> FamilyMember:
    """Add a person to the client's family. Who has none yet becomes the head of a new one.

    Raises PermissionDenied without the right, NotVisible, NotDone for who is in a family already (see join_family).
    """
    client, person = client_in_sight(viewer, client_id, RIGHT), client_in_sight(viewer, person_id, RIGHT)
    day = joined_on or viewer.today
    with change(by=viewer.account, action="add_family_member"):
        stop_if(dates_have_an_order.broken(person_name(person), joined=day, today=viewer.today))
        family = _family_of(viewer, client, day)
        _stop_if_in_it(family, person)
        times = _times(viewer, person)
        stop_if(not_in_two_at_once.broken(person_name(person), day, times))
        return _join(viewer, family, person, day, relationship)


def join_family(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    person_id: uuid.UUID,
    relationship: str = "",
    joined_on: date | None = None,
    everybody: bool = False,
    next_head_id: uuid.UUID | None = None,
) -> list[FamilyMember]:
    """Let a person leave their family and join the client's on that day; with `everybody` all of theirs come along.

    Raises as add_member does, and NotDone for a head who leaves others behind without saying who is head then.
    """
    client, person = client_in_sight(viewer, client_id, RIGHT), client_in_sight(viewer, person_id, RIGHT)
    day = joined_on or viewer.today
    with change(by=viewer.account, action="join_family"):
        family = _family_of(viewer, client, day)
        _stop_if_in_it(family, person)
        own = at_this_agency(viewer).filter(client=person).first()
        leaving = [own] if own else []
        if own and everybody:
            leaving = list(at_this_agency(viewer).filter(family=own.family_id))
        elif own:
            _hand_over(viewer, own, next_head_id)
        for row in leaving:
            _end(viewer, row, day)
        people = [person, *(row.client for row in leaving if row.client_id != person.pk)]
        for one in people:
            stop_if(not_in_two_at_once.broken(person_name(one), day, _times(viewer, one)))
        return [
            _join(viewer, family, one, day, relationship if one.pk == person.pk else "") for one in people
        ]


def leave_family(
    *, viewer: Viewer, member_id: uuid.UUID, left_on: date, next_head_id: uuid.UUID | None = None
) -> FamilyMember:
    """Let somebody leave their family on a day. A head says first who is the head then.

    Raises PermissionDenied without the right, NotVisible, NotDone.
    """
    with change(by=viewer.account, action="leave_family"):
        row = _member(viewer, member_id)
        _hand_over(viewer, row, next_head_id)
        _end(viewer, row, left_on)
    return row


def change_head(*, viewer: Viewer, member_id: uuid.UUID) -> FamilyMember:
    """Make somebody the head of their family. What the others are to the new head is not said any more.

    Raises PermissionDenied without the right, NotVisible.
    """
    with change(by=viewer.account, action="change_family_head"):
        row = _member(viewer, member_id)
        _make_head(viewer, row)
    return row


def say_relationship(*, viewer: Viewer, member_id: uuid.UUID, relationship: str) -> FamilyMember:
    """Say what somebody is to the head; blank: not said. Raises as change_head does."""
    with change(by=viewer.account, action="say_family_relationship"):
        row = _member(viewer, member_id)
        row.relationship = "" if row.is_head else _known(relationship)
        row.save(update_fields=["relationship"])
    return row


def remove_member(*, viewer: Viewer, member_id: uuid.UUID) -> FamilyMember:
    """Take out somebody who was added by mistake: as if they had never been there, but for the history.

    Raises PermissionDenied without the right, NotVisible, NotDone for the head of others.
    """
    with change(by=viewer.account, action="remove_family_member"):
        row = _member(viewer, member_id)
        _hand_over(viewer, row, None)
        row.date_deleted = clock.instant()
        row.save(update_fields=["date_deleted"])
    return row


def _member(viewer: Viewer, member_id: uuid.UUID) -> FamilyMember:
    """Give a member of one of the agency's families whom the viewer sees, for a change."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    rows = viewer.rows(FamilyMember).filter(organization=viewer.organization.pk, left_on=None)
    if not rows.filter(pk=member_id).exists():
        raise NotVisible("There is no such member.")
    return at_this_agency(viewer).select_for_update(of=("self",)).get(pk=member_id)


def _family_of(viewer: Viewer, client: Client, day: date) -> Family:
    """Give the client's family at the viewer's agency; a new one, with the client as head, where there is none."""
    own = at_this_agency(viewer).filter(client=client).first()
    if own:
        return own.family
    family = Family.objects.create(organization=viewer.organization, change=current())
    _join(viewer, family, client, day, "", is_head=True)
    return family


def _join(
    viewer: Viewer, family: Family, client: Client, day: date, relationship: str, *, is_head: bool = False
) -> FamilyMember:
    return FamilyMember.objects.create(
        family=family,
        client=client,
        is_head=is_head,
        relationship=_known(relationship),
        joined_on=day,
        organization=viewer.organization,
        change=current(),
    )


def _known(relationship: str) -> str:
    """Give a relationship that there is; anything else is not said."""
    return relationship if relationship in Relationship.values else ""


def _times(viewer: Viewer, person: Client) -> list[tuple[date, date | None]]:
    rows = guard.everything(FamilyMember, "nobody is in two families of an agency at once")
    kept = rows.filter(client=person, organization=viewer.organization.pk, date_deleted=None)
    return list(kept.values_list("joined_on", "left_on"))


def _stop_if_in_it(family: Family, person: Client) -> None:
    rows = guard.everything(FamilyMember, "is somebody in the family already")
    if rows.filter(family=family, client=person, left_on=None, date_deleted=None).exists():
        text = "%(name)s is in this family already."
        stop_if([Broken("family/not_in_two_at_once", text, {"name": person_name(person)})])


def _hand_over(viewer: Viewer, row: FamilyMember, next_head_id: uuid.UUID | None) -> None:
    """Make somebody else the head before the head goes; nothing for who is not the head, or is alone."""
    others = list(at_this_agency(viewer).filter(family=row.family_id).exclude(pk=row.pk))
    following = next((one for one in others if one.pk == next_head_id), None)
    stop_if(
        one_head.broken(
            person_name(row.client),
            is_head=row.is_head,
            others=len(others),
            has_next=following is not None,
        )
    )
    if row.is_head and following:
        _make_head(viewer, following)
        row.is_head = False


def _make_head(viewer: Viewer, row: FamilyMember) -> None:
    for one in at_this_agency(viewer).filter(family=row.family_id).exclude(pk=row.pk):
        one.is_head, one.relationship = False, ""
        one.save(update_fields=["is_head", "relationship"])
    row.is_head, row.relationship = True, ""
    row.save(update_fields=["is_head", "relationship"])


def _end(viewer: Viewer, row: FamilyMember, day: date) -> None:
    name = person_name(row.client)
    stop_if(dates_have_an_order.broken(name, joined=row.joined_on, left=day, today=viewer.today))
    row.left_on, row.is_head = day, False
    row.save(update_fields=["left_on", "is_head"])
