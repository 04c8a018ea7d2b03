"""Who sees a file, a note, an alert or a location: its agency, and others as far as consent and the agency give it."""

from typing import Any

import pytest

from hearth.access.deleted import though_deleted
from hearth.access.open_goals import open_goals, stays_with_goals
from hearth.access.viewer import Viewer
from hearth.records import clock
from hearth.records.models import (
    Account,
    Client,
    ClientAlert,
    ClientLocation,
    Component,
    Enrollment,
    Goal,
    Level,
    Note,
    SharingGroup,
    SharingRule,
)
from tests.community import Community, add_enrollment, add_release, viewer_for
from tests.consent import START, lead_elsewhere, set_columns
from tests.pieces import piece_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything_given(community: Community) -> None:
    group, _made = SharingGroup.objects.get_or_create(is_everyone=True, defaults={"name": "Everybody"})
    for part in (Component.NOTES, Component.FILES, Component.LOCATION):
        SharingRule.objects.create(
            organization=community.own_agency, component=part, level=Level.FULL, group=group
        )


def note(community: Community, client: Client, **columns: Any) -> Note:
    made: Note = piece_of(Note, client, community.own_agency, community.personas["intake_worker"], **columns)
    return made


def test_a_note_is_its_agencys_own_unless_the_agency_shares_notes(
    community: Community, rosa: Client, stay: Enrollment, other: Viewer
) -> None:
    add_release(community, rosa, community.own_agency)
    note(community, rosa)
    note(community, rosa, enrollment=stay)
    assert viewer_for(community.personas["intake_worker"]).rows(Note).count() == 2
    assert other.rows(Note).count() == 0


def test_a_release_in_force_and_a_sharing_agency_show_it_and_a_withdrawal_hides_it(
    community: Community, rosa: Client, stay: Enrollment, everything_given: None
) -> None:
    release = add_release(community, rosa, community.own_agency)
    note(community, rosa)
    note(community, rosa, enrollment=stay)
    note(community, rosa, is_private=True)
    piece_of(
        ClientLocation, rosa, community.own_agency, community.stranger, kind="confidential", is_private=True
    )
    assert viewer_for(community.stranger).rows(Note).count() == 2
    assert viewer_for(community.stranger).rows(ClientLocation).count() == 0
    set_columns(release, withdrawn_at=clock.instant())
    assert viewer_for(community.stranger).rows(Note).count() == 0


def test_open_goals_that_a_stay_brings_along_are_the_own_and_the_shared_and_no_private_one(
    community: Community, rosa: Client, stay: Enrollment, everything_given: None
) -> None:
    release = add_release(community, rosa, community.own_agency)
    own = community.own_agency, community.personas["intake_worker"]
    piece_of(Goal, rosa, *own, enrollment=stay)
    piece_of(Goal, rosa, *own, enrollment=stay, description="Leave him", is_private=True)

    def told(account: Account) -> list[str]:
        stays = stays_with_goals(viewer_for(account), rosa)
        return sorted(one.description for one in open_goals(stays))

    assert told(own[1]) == ["Find work", "Leave him"]
    assert told(community.stranger) == ["Find work"]
    set_columns(release, withdrawn_at=clock.instant())
    assert told(community.stranger) == []


def test_what_a_confidential_agency_keeps_is_never_shown_to_others(
    community: Community, rosa: Client, stay: Enrollment, everything_given: None
) -> None:
    add_release(community, rosa, community.own_agency)
    note(community, rosa)
    piece_of(ClientAlert, rosa, community.own_agency, community.stranger)
    assert viewer_for(community.stranger).rows(ClientAlert).count() == 1
    set_columns(community.own_agency, is_confidential=True)
    for model in (Note, ClientAlert):
        assert viewer_for(community.stranger).rows(model).count() == 0


def test_an_alert_goes_with_consent_and_not_to_every_agency_that_knows_the_client(
    community: Community, rosa: Client, stay: Enrollment
) -> None:
    add_enrollment(community, rosa, community.other_program, START)
    piece_of(ClientAlert, rosa, community.own_agency, community.stranger)
    assert viewer_for(community.stranger).rows(ClientAlert).count() == 0
    add_release(community, rosa, community.own_agency)
    assert viewer_for(community.stranger).rows(ClientAlert).count() == 1


def test_a_part_2_program_is_not_told_by_what_its_agency_keeps_of_the_client(
    community: Community, rosa: Client, stay: Enrollment, everything_given: None
) -> None:
    add_release(community, rosa, community.own_agency)
    note(community, rosa)
    note(community, rosa, enrollment=stay)
    lead = viewer_for(lead_elsewhere(community))
    assert lead.rows(Note).count() == 2
    set_columns(community.shelter, is_part_2=True)
    assert viewer_for(community.stranger).rows(Note).count() == 0
    assert viewer_for(lead.account).rows(Note).count() == 0, "nor to who leads the community"


def test_what_was_deleted_is_told_to_its_agency_alone(
    community: Community, rosa: Client, stay: Enrollment, everything_given: None
) -> None:
    add_release(community, rosa, community.own_agency)
    set_columns(note(community, rosa), date_deleted=clock.instant())
    own = viewer_for(community.personas["intake_worker"])
    assert own.rows(Note).count() == 0
    assert though_deleted(own, Note).count() == 1
    assert though_deleted(viewer_for(lead_elsewhere(community)), Note).count() == 0
