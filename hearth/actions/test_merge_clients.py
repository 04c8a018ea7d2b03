"""Two records of one person become one: everything moves, nobody sees more than before."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.former_identifiers import clients_formerly, where_now
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.actions.join_enrollments import overlaps
from hearth.actions.merge_answers import GROUPS, OWN, differing, dominant, groups
from hearth.actions.merge_clients import merge_clients
from hearth.actions.merge_moves import STAYS, moving, relations
from hearth.actions.refusal import NotDone
from hearth.actions.undo_merge import undo_merge
from hearth.records.models import (
    Client,
    ClientAlias,
    Exit,
    FormerPersonalID,
    IncomeBenefits,
    Service,
    Source,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_release,
    add_services,
    viewer_for,
)
from tests.duplicates import fresh, rows, things, two
from tests.filled import fill


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def test_every_table_that_points_at_a_client_moves_or_is_named_with_its_reason() -> None:
    keys = {relation.key for relation in relations()}
    assert STAYS.keys() <= keys
    assert {"Enrollment.client", "Service.client", "ReleaseOfInformation.client", "ClientAlias.client"} <= {
        relation.key for relation in moving()
    }


def test_every_column_of_a_client_is_an_answer_to_choose_or_is_never_taken_over() -> None:
    columns = {field.name for field in Client._meta.concrete_fields}
    chosen = {column for group in groups().values() for column in group}
    assert chosen | OWN == columns
    assert not chosen & OWN
    assert sum(len(group) for group in GROUPS.values()) == len(
        {c for group in GROUPS.values() for c in group}
    )


def test_the_old_address_and_both_old_identifiers_lead_to_the_kept_record(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert where_now(lead, merged.pk) == kept.pk
    assert clients_formerly(merged.hud_id) == [kept.pk]
    assert clients_formerly(merged.unique_identifier.lower()) == [kept.pk]
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert where_now(lead, merged.pk) is None
    assert clients_formerly(merged.hud_id) == []
    assert clients_formerly(merged.unique_identifier) == []


def test_the_other_name_is_kept_as_an_alias_so_that_search_finds_it(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert [alias.name for alias in lead.rows(ClientAlias).filter(client=kept)] == ["Rosita Example"]


def test_two_people_of_one_household_are_not_merged(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    add_household(community, [kept, merged], community.shelter, date(2026, 1, 5))
    with pytest.raises(NotDone, match="one household of Harbor Night Shelter"):
        merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert fresh(merged).date_deleted is None


def test_who_refused_to_be_named_is_not_named_by_a_merge(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    with change(by=None, action="refuse"):
        rows(Client).filter(pk=merged.pk).update(is_consent_refused=True)
    with pytest.raises(NotDone, match="refused to be named"):
        merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)


def test_a_worker_flags_and_does_not_merge(community: Community) -> None:
    kept, merged = two(community)
    add_enrollment(community, kept, community.shelter, date(2026, 1, 5))
    worker = viewer_for(community.personas["intake_worker"])
    pair = flag_same_person(viewer=worker, client_id=merged.pk, other_id=kept.pk, said="She told me")
    assert (pair.state, pair.said, pair.found_by) == ("waiting", "She told me", worker.account)
    with pytest.raises(PermissionDenied):
        merge_clients(viewer=worker, kept_id=kept.pk, merged_id=merged.pk)
    stranger = viewer_for(community.stranger)
    with pytest.raises(NotVisible):
        flag_same_person(viewer=stranger, client_id=merged.pk, other_id=kept.pk)


def test_joined_enrollments_are_one_stay_with_the_later_end(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    first = add_enrollment(community, kept, community.shelter, date(2026, 1, 5))
    second = add_enrollment(community, merged, community.shelter, date(2026, 1, 20))
    add_exit(community, first, date(2026, 2, 1))
    nights = [date(2026, 1, 20), date(2026, 1, 21)]
    add_services(community, first, nights[:1])
    add_services(community, second, nights)
    [overlap] = overlaps(kept, merged)
    assert (overlap.into.pk, overlap.goes.pk, overlap.can_join) == (first.pk, second.pk, True)
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk, joined=[second.pk])
    living = lead.enrollments.filter(client=kept)
    assert [row.pk for row in living] == [first.pk]
    assert not rows(Exit).filter(enrollment=first.pk, date_deleted=None).exists()
    assert [
        row.date_provided for row in lead.services.filter(client=kept).order_by("date_provided")
    ] == nights
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert rows(Service).filter(enrollment=second.pk, client=merged.pk, date_deleted=None).count() == 2
    assert rows(Exit).filter(enrollment=first.pk, date_deleted=None).exists()


def test_the_start_of_the_later_stay_becomes_an_update_of_the_joined_one(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    stays = [
        add_enrollment(community, client, community.shelter, day)
        for client, day in ((kept, date(2026, 1, 5)), (merged, date(2026, 1, 20)))
    ]
    for stay in stays:
        with change(by=None, action="build"):
            fill(
                IncomeBenefits,
                things(community, stay.client, stay),
                information_date=stay.entry_date,
                data_collection_stage=1,
            )
    merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk, joined=[stays[1].pk])
    found = (
        rows(IncomeBenefits).filter(enrollment=stays[0].pk, date_deleted=None).order_by("information_date")
    )
    assert [row.data_collection_stage for row in found] == [1, 2]


def test_a_stay_with_others_in_its_household_is_not_joined_away(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    child = add_client(community, "Lina", "Example", dob=date(2018, 1, 1))
    add_enrollment(community, kept, community.shelter, date(2026, 1, 5))
    family = add_household(community, [merged, child], community.shelter, date(2026, 1, 20))
    [overlap] = overlaps(kept, merged)
    assert (overlap.goes.pk, overlap.why_not) == (family[0].pk, "household")
    with pytest.raises(NotDone):
        merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk, joined=[family[0].pk])


def test_after_a_merge_sharing_follows_the_stricter_record_until_somebody_looks(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    add_enrollment(community, kept, community.shelter, date(2026, 1, 5))
    add_release(community, merged, community.own_agency)
    stranger = viewer_for(community.stranger)
    assert stranger.clients.filter(pk=merged.pk).exists()
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert (merge.held_private, fresh(kept).is_private) == (True, True)
    assert not stranger.clients.exists()
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert fresh(kept).is_private is None
    assert stranger.clients.filter(pk=merged.pk).exists()


def test_two_that_share_alike_go_on_sharing(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    for client in (kept, merged):
        add_enrollment(community, client, community.shelter, date(2026, 1, 5))
        add_release(community, client, community.own_agency)
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert not merge.held_private
    assert viewer_for(community.stranger).clients.filter(pk=kept.pk).exists()


def test_a_private_record_makes_the_merged_one_private(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    with change(by=None, action="build"):
        rows(Client).filter(pk=merged.pk).update(is_private=True)
    merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert fresh(kept).is_private is True


def test_the_agency_that_entered_the_merged_record_goes_on_seeing_the_person(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    add_enrollment(community, kept, community.other_program, date(2026, 1, 5))
    worker = viewer_for(community.personas["intake_worker"])
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert worker.clients.filter(pk=kept.pk).exists()
    assert not worker.enrollments.filter(client=kept).exists()
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert not worker.clients.filter(pk=kept.pk).exists()


def test_a_record_that_another_system_keeps_is_followed_and_not_edited(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    vendor = Source.objects.create(name="Example vendor")
    with change(by=None, action="build"):
        rows(Client).filter(pk=merged.pk).update(source=vendor, hud_id="77")
    assert dominant(fresh(kept), fresh(merged)).pk == kept.pk
    with pytest.raises(NotDone, match="kept in Example vendor"):
        merge_clients(viewer=lead, kept_id=merged.pk, merged_id=kept.pk, from_merged=["name"])
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    assert FormerPersonalID.objects.get(source=vendor, hud_id="77").client_id == kept.pk
    assert not merge.wrote_answers


def test_the_fuller_record_is_suggested_then_the_one_with_more_enrollments(community: Community) -> None:
    kept, merged = two(community)
    assert dominant(merged, kept).pk == kept.pk
    plain = add_client(community, "Rosita", "Example", dob=date(1990, 12, 3), asian=1)
    add_enrollment(community, plain, community.shelter, date(2026, 1, 5))
    assert dominant(merged, plain).pk == plain.pk
    assert differing(merged, plain) == []
    assert set(differing(kept, merged)) == {"name", "dob", "ssn", "race"}


def test_two_merges_of_one_record_at_once_end_in_one(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    with pytest.raises(NotVisible):
        merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    with pytest.raises(NotVisible):
        merge_clients(viewer=lead, kept_id=kept.pk, merged_id=uuid.uuid4())
