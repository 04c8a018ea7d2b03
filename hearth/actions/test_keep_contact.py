"""Contacts and the care team: who keeps them, who sees them, and what is said of a telephone."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.contacts import care_team_of, contacts_of
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.keep_care_team import add_to_care_team, ask_about_client, leave_care_team
from hearth.actions.keep_contact import add_contact, correct_contact, remove_contact
from hearth.actions.refusal import NotDone
from hearth.records.models import Client, Notice, SharingGroup, SharingRule
from tests.community import HEAD, Community, add_account, add_client, add_release, viewer_for

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
MOTHER = {
    "kind": "emergency",
    "name": "Ines Example",
    "relation": "mother",
    "phone": "555-0100",
    "email": "",
    "address": "",
    "may_leave_message": None,
    "is_safe_to_call": False,
    "note": "",
    "is_private": None,
    "is_active": True,
}


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


def add(viewer: Viewer, client: Client, **said: Any) -> Any:
    return add_contact(viewer=viewer, client_id=client.pk, said=MOTHER | said)


def test_a_contact_is_added_corrected_and_taken_out(worker: Viewer, rosa: Client) -> None:
    row = add(worker, rosa)
    correct_contact(viewer=worker, contact_id=row.pk, said=MOTHER | {"is_safe_to_call": True})
    assert [(one.name, one.is_safe_to_call) for one in contacts_of(worker, rosa)] == [("Ines Example", True)]
    remove_contact(viewer=worker, contact_id=row.pk)
    assert contacts_of(worker, rosa) == []


@pytest.mark.parametrize(
    ("said", "words"), [({"phone": ""}, "telephone number"), ({"name": ""}, "who this is")]
)
def test_a_contact_reaches_somebody_and_says_whom(
    worker: Viewer, rosa: Client, said: dict[str, str], words: str
) -> None:
    with pytest.raises(NotDone, match=words):
        add(worker, rosa, **said)


def test_another_agency_sees_contacts_only_as_far_as_it_is_given_them_and_never_private_ones(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    add(worker, rosa)
    row = add(worker, rosa, name="Aunt", is_private=True)
    add_release(community, rosa, community.own_agency)
    other = viewer_for(community.stranger)
    assert other.clients.filter(pk=rosa.pk).exists()
    # Said by the agency first: how somebody is reached is not given away by saying nothing.
    assert contacts_of(other, rosa) == []
    group = SharingGroup.objects.get_or_create(is_everyone=True, defaults={"name": "All"})[0]
    SharingRule.objects.create(organization=community.own_agency, component="location", level=2, group=group)
    other = viewer_for(community.stranger)
    assert [one.name for one in contacts_of(other, rosa)] == ["Ines Example"]
    with pytest.raises(NotVisible):
        correct_contact(viewer=other, contact_id=row.pk, said=MOTHER)


def test_contacts_are_kept_only_with_the_right(community: Community, rosa: Client) -> None:
    with pytest.raises(PermissionDenied):
        add(viewer_for(community.personas["reporting_only"]), rosa)


def test_who_enrolled_the_client_is_on_the_team_by_themselves(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    enroll_household(viewer=worker, project=community.shelter, members=[Member(rosa, HEAD, worker.today)])
    team, _former = care_team_of(worker, rosa)
    assert [(one.name, one.agency, one.row) for one in team] == [
        (worker.account.name, community.own_agency.organization_name, None)
    ]


def test_somebody_is_put_on_the_team_for_a_time_and_others_know_when_it_is_public(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    nurse = add_account("nurse", community.own_agency, "intake_worker")
    for public, role in ((False, "Night nurse"), (True, "Nurse")):
        add_to_care_team(
            viewer=worker,
            client_id=rosa.pk,
            account_id=nurse.pk,
            role=role,
            starts_on=START,
            is_public=public,
        )
    add_release(community, rosa, community.own_agency)
    seen, _former = care_team_of(viewer_for(community.stranger), rosa)
    assert [one.role for one in seen] == ["Nurse"]
    own, _former = care_team_of(worker, rosa)
    for one in own:
        assert one.row
        leave_care_team(viewer=worker, member_id=one.row.pk, ends_on=START)
    assert [len(part) for part in care_team_of(worker, rosa)] == [0, 2]
    with pytest.raises(NotVisible):
        add_to_care_team(viewer=worker, client_id=rosa.pk, account_id=community.stranger.pk, starts_on=START)


def test_a_member_is_asked_through_the_inbox_without_any_name_of_the_client(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    nurse = add_account("nurse", community.own_agency, "intake_worker")
    with pytest.raises(NotVisible):
        ask_about_client(viewer=worker, client_id=rosa.pk, account_id=nurse.pk, address="/")
    add_to_care_team(viewer=worker, client_id=rosa.pk, account_id=nurse.pk, starts_on=START)
    ask_about_client(viewer=worker, client_id=rosa.pk, account_id=nurse.pk, address=f"/clients/{rosa.pk}/")
    notice = Notice.objects.get(account=nurse)
    assert (notice.about, notice.facts) == (rosa.unique_identifier, {"username": "intake_worker"})
