"""Families: one head, nobody in two of one agency at once, and what others may see of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from hearth.access.family import families_of, own_family
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_family import (
    add_member,
    change_head,
    join_family,
    leave_family,
    remove_member,
)
from hearth.actions.refusal import NotDone
from hearth.records import guard
from hearth.records.models import Client, FamilyMember, Organization
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, add_release, viewer_for

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 5)


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def other(community: Community) -> Viewer:
    return viewer_for(community.stranger)


@pytest.fixture
def people(community: Community) -> list[Client]:
    """Ana, Ben, Cy and Dot: known to the own agency."""
    return [
        add_client(community, name, "Example", organization=community.own_agency)
        for name in ("Ana", "Ben", "Cy", "Dot")
    ]


def add(viewer: Viewer, client: Client, person: Client, day: date | None = None) -> FamilyMember:
    return add_member(viewer=viewer, client_id=client.pk, person_id=person.pk, joined_on=day)


def told(viewer: Viewer, client: Client) -> tuple[list[str | None], list[str], int]:
    """Give the first names of who is there (the head first) and of who left, and how many are not shown."""
    family, *_ = families_of(viewer, client)
    members = sorted(family.members, key=lambda row: (not row.is_head, row.client.first_name))
    return (
        [row.client.first_name for row in members],
        sorted(row.client.first_name or "" for row in family.former),
        family.hidden,
    )


def test_who_is_added_first_makes_a_family_with_the_client_as_head(
    worker: Viewer, people: list[Client]
) -> None:
    ana, ben, cy, _ = people
    add(worker, ana, ben)
    add(worker, ben, cy)
    family = own_family(worker, ana)
    assert family is not None
    assert [row.is_head for row in family.members] == [True, False, False]
    assert told(worker, cy) == (["Ana", "Ben", "Cy"], [], 0)


def test_a_family_without_a_head_is_refused_by_the_database(worker: Viewer, people: list[Client]) -> None:
    row = add(worker, people[0], people[1])
    with change(by=None, action="test"):
        guard.everything(FamilyMember, "test").filter(family=row.family_id).update(is_head=False)
    with pytest.raises(IntegrityError, match="exactly one head"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_two_heads_are_refused_by_the_database(worker: Viewer, people: list[Client]) -> None:
    row = add(worker, people[0], people[1])
    with pytest.raises(IntegrityError, match="one_head_at_most"), change(by=None, action="test"):
        guard.everything(FamilyMember, "test").filter(family=row.family_id).update(is_head=True)


def test_nobody_is_in_two_families_at_once(worker: Viewer, people: list[Client]) -> None:
    ana, ben, cy, dot = people
    add(worker, ana, ben)
    with pytest.raises(NotDone, match="Ben Example is in another family"):
        add(worker, cy, ben)
    with pytest.raises(NotDone, match="in this family already"):
        add(worker, ana, ben)
    with pytest.raises(NotDone, match="in another family"):
        add(worker, dot, ana)


def test_who_joins_leaves_the_other_family_on_that_day(worker: Viewer, people: list[Client]) -> None:
    ana, ben, cy, _ = people
    add(worker, ana, ben, LONG_AGO)
    join_family(viewer=worker, client_id=cy.pk, person_id=ben.pk)
    assert told(worker, cy) == (["Cy", "Ben"], [], 0)
    assert told(worker, ana) == (["Ana"], ["Ben"], 0)
    current, past = families_of(worker, ben)
    assert (current.is_current, past.is_current) == (True, False)


def test_a_head_joins_another_family_only_after_saying_who_is_head_then_or_with_everybody(
    worker: Viewer, people: list[Client]
) -> None:
    ana, ben, cy, dot = people
    bens = add(worker, ana, ben)
    with pytest.raises(NotDone, match="Choose who is the head after them"):
        join_family(viewer=worker, client_id=cy.pk, person_id=ana.pk)
    join_family(viewer=worker, client_id=cy.pk, person_id=ana.pk, next_head_id=bens.pk)
    assert told(worker, ben) == (["Ben"], ["Ana"], 0)
    join_family(viewer=worker, client_id=dot.pk, person_id=cy.pk, everybody=True)
    assert told(worker, dot)[0] == ["Dot", "Ana", "Cy"]


def test_the_head_leaves_after_naming_the_next_and_dates_have_an_order(
    worker: Viewer, people: list[Client]
) -> None:
    ana, ben, _, _ = people
    bens = add(worker, ana, ben, LONG_AGO)
    family = own_family(worker, ana)
    assert family is not None
    anas = family.own
    with pytest.raises(NotDone, match="Choose who is the head"):
        leave_family(viewer=worker, member_id=anas.pk, left_on=worker.today)
    for day in (LONG_AGO - timedelta(days=1), worker.today + timedelta(days=1)):
        with pytest.raises(NotDone):
            leave_family(viewer=worker, member_id=bens.pk, left_on=day)
    leave_family(viewer=worker, member_id=anas.pk, left_on=worker.today, next_head_id=bens.pk)
    assert told(worker, ben) == (["Ben"], ["Ana"], 0)


def test_the_head_changes_and_a_mistake_is_taken_out(worker: Viewer, people: list[Client]) -> None:
    ana, ben, cy, _ = people
    bens, cys = add(worker, ana, ben), add(worker, ana, cy)
    change_head(viewer=worker, member_id=bens.pk)
    assert told(worker, ana)[0][0] == "Ben"
    remove_member(viewer=worker, member_id=cys.pk)
    assert told(worker, ana) == (["Ben", "Ana"], [], 0)
    assert families_of(worker, cy) == []
    with pytest.raises(NotVisible):
        change_head(viewer=worker, member_id=cys.pk)


def test_another_agency_sees_a_family_by_release_and_never_changes_it(
    community: Community, worker: Viewer, other: Viewer, people: list[Client]
) -> None:
    ana, ben, cy, _ = people
    bens = add(worker, ana, ben)
    add(worker, ana, cy)
    add_release(community, ana, community.own_agency)
    assert told(other, ana) == (["Ana"], [], 2)
    add_release(community, ben, community.own_agency)
    assert told(other, ana) == (["Ana", "Ben"], [], 1)
    with pytest.raises(NotVisible):
        leave_family(viewer=other, member_id=bens.pk, left_on=other.today)


def test_who_is_private_leaves_no_trace_on_a_relatives_page_elsewhere(
    community: Community, worker: Viewer, other: Viewer, people: list[Client]
) -> None:
    ana, ben, _, _ = people
    add(worker, ana, ben)
    add_release(community, ana, community.own_agency)
    with change(by=None, action="test"):
        ben.is_private = True
        ben.save(update_fields=["is_private"])
    assert told(other, ana) == (["Ana"], [], 0)


def test_the_family_that_a_confidential_agency_keeps_is_told_to_nobody_else(
    community: Community, worker: Viewer, other: Viewer, people: list[Client]
) -> None:
    ana, ben, _, _ = people
    add(worker, ana, ben)
    for one in (ana, ben):
        add_enrollment(community, one, community.other_program, LONG_AGO)
        add_release(community, one, community.own_agency)
    assert told(other, ana)[0] == ["Ana", "Ben"]
    with change(by=None, action="test"):
        guard.everything(Organization, "test").filter(pk=community.own_agency.pk).update(is_confidential=True)
    assert families_of(other, ana) == []
    # The other agency keeps its own, and is not told that there is one already.
    add(other, ana, ben)
    assert told(other, ben)[0] == ["Ana", "Ben"]


def test_of_a_family_that_somebody_left_only_that_time_is_told(worker: Viewer, people: list[Client]) -> None:
    ana, ben, cy, _ = people
    bens = add(worker, ana, ben, LONG_AGO)
    leave_family(viewer=worker, member_id=bens.pk, left_on=LONG_AGO + timedelta(days=9))
    add(worker, ana, cy)
    assert told(worker, ben) == ([], ["Ana", "Ben"], 0)


def test_a_family_is_kept_only_with_the_right(community: Community, people: list[Client]) -> None:
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        add(reader, people[0], people[1])
