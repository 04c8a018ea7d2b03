"""An undo gives two merged records back exactly, and keeps what people wrote since."""

from datetime import date
from typing import Any

import pghistory.models
import pytest
from django.apps import apps

from hearth.access.former_identifiers import clients_formerly, where_now
from hearth.access.viewer import Viewer
from hearth.actions.duplicate_pairs import flag_same_person, say_different
from hearth.actions.join_enrollments import overlaps
from hearth.actions.merge_clients import merge_clients
from hearth.actions.merge_moves import moving
from hearth.actions.refusal import NotDone
from hearth.actions.undo_merge import added_since, undo_merge
from hearth.records import guard
from hearth.records.models import (
    Change,
    Client,
    ClientMerge,
    DuplicatePair,
    Enrollment,
    FormerPersonalID,
    KeptFile,
    Service,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_services,
    viewer_for,
)
from tests.duplicates import fresh, rows, things, two
from tests.filled import fill

# What a merge and its undo write themselves, besides the history.
OF_THE_ACT = {Change, ClientMerge, DuplicatePair}
State = DuplicatePair.State


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def tables(without: set[Any]) -> dict[str, list[Any]]:
    """Give every row of every table of records, history apart."""
    found = {}
    for model in apps.get_app_config("records").get_models():
        if not issubclass(model, pghistory.models.Event) and model not in without:
            rows = guard.everything(model, "a test looks at everything").order_by("pk").values_list()
            found[model.__name__] = [tuple(_plain(value) for value in row) for row in rows]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture
def everything(community: Community) -> tuple[Client, Client]:
    """Both records with a row of every kind, and the merged one with a second enrollment at the same time."""
    kept, merged = two(community)
    for client in (kept, merged):
        stay = add_enrollment(community, client, community.shelter, date(2026, 1, 5))
        found = things(community, client, stay)
        for _pass in range(3):
            for relation in moving():
                if (
                    relation.model in found
                    or relation.model in OF_THE_ACT
                    or relation.model is FormerPersonalID
                ):
                    continue
                with change(by=None, action="build"):
                    try:
                        found[relation.model] = fill(relation.model, found, **{relation.column: client})
                    except KeyError:
                        continue
        made = {relation.model for relation in moving()} - found.keys() - OF_THE_ACT - {FormerPersonalID}
        assert not made, "a kind of record that this test cannot make"
    FormerPersonalID.objects.create(source=community.source, hud_id="OLD-1", client=merged)
    return kept, merged


def test_merge_then_undo_leaves_every_table_as_it_was(
    everything: tuple[Client, Client], lead: Viewer
) -> None:
    kept, merged = everything
    before = tables(OF_THE_ACT)
    goes = overlaps(kept, merged)[0].goes
    merge = merge_clients(
        viewer=lead,
        kept_id=kept.pk,
        merged_id=merged.pk,
        from_merged=["name", "race", "dob"],
        joined=[goes.pk],
    )
    between = tables(OF_THE_ACT)
    assert {name for name, found in between.items() if found != before[name]} >= {
        "Client",
        "Enrollment",
        "Service",
    }
    undo_merge(viewer=lead, merge_id=merge.pk)
    after = tables(OF_THE_ACT)
    made = after["ClientAlias"][:]
    after["ClientAlias"] = [row for row in made if str(row[0]) not in merge.manifest["aliases"]]
    assert len(made) == len(before["ClientAlias"]) + 1
    assert {name for name in before if after[name] != before[name]} == set()


def test_nothing_but_what_stays_points_at_the_merged_record(
    everything: tuple[Client, Client], lead: Viewer
) -> None:
    kept, merged = everything
    merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    left = {
        relation.key
        for relation in moving()
        if rows(relation.model).filter(**{relation.column: merged.pk}).exists()
    }
    # A client has one answer to a local question and is in one family of an agency: the kept record's own one holds,
    # the other comes back with an undo.
    assert left <= {"LocalAnswer.client", "FamilyMember.client"}


def test_an_undo_keeps_what_was_edited_since(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    stay = add_enrollment(community, merged, community.shelter, date(2026, 1, 5))
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk, from_merged=["dob", "race"])
    with change(by=None, action="edit"):
        rows(Client).filter(pk=kept.pk).update(dob=date(1991, 1, 1))
        rows(Enrollment).filter(pk=stay.pk).update(disabling_condition=1)
        [night] = add_services(community, rows(Enrollment).get(pk=stay.pk), [date(2026, 1, 6)])
    undo_merge(viewer=lead, merge_id=merge.pk)
    one = fresh(kept)
    assert (one.dob, one.white, one.asian) == (date(1991, 1, 1), 1, None)
    back = rows(Enrollment).get(pk=stay.pk)
    assert (back.client_id, back.disabling_condition) == (merged.pk, 1)
    # What was added to a stay that goes back goes with it: a stay and its pieces are of one person.
    assert rows(Service).get(pk=night.pk).client_id == merged.pk


def test_what_was_added_since_stays_unless_it_is_chosen(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    stays = [add_enrollment(community, kept, community.shelter, date(2026, 3, day)) for day in (1, 9)]
    add_services(community, stays[1], [date(2026, 3, 9)])
    merge = rows(ClientMerge).select_related("kept", "merged", "change").get(pk=merge.pk)
    assert [row.enrollment.pk for row in added_since(merge)] == [stays[1].pk, stays[0].pk]
    undo_merge(viewer=lead, merge_id=merge.pk, also_back=[stays[1].pk])
    assert [row.client_id for row in rows(Enrollment).order_by("entry_date")] == [kept.pk, merged.pk]
    assert rows(Service).get().client_id == merged.pk


def test_a_chain_of_merges_is_followed_and_undone_from_its_end(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    third = add_client(community, "Rosa", "Exemple", dob=date(1990, 3, 12))
    first = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    second = merge_clients(viewer=lead, kept_id=third.pk, merged_id=kept.pk)
    assert where_now(lead, merged.pk) == third.pk
    assert clients_formerly(merged.hud_id) == [third.pk]
    with pytest.raises(NotDone, match="Undo that first"):
        undo_merge(viewer=lead, merge_id=first.pk)
    undo_merge(viewer=lead, merge_id=second.pk)
    assert where_now(lead, merged.pk) == kept.pk
    undo_merge(viewer=lead, merge_id=first.pk)
    assert lead.clients.filter(pk__in=[kept.pk, merged.pk, third.pk]).count() == 3


def test_a_split_pair_and_a_different_pair_stay_decided(community: Community, lead: Viewer) -> None:
    kept, merged = two(community)
    third = add_client(community, "Rosa", "Exemple", dob=date(1990, 3, 12))
    other = flag_same_person(viewer=lead, client_id=merged.pk, other_id=third.pk)
    say_different(viewer=lead, pair_id=other.pk, why="Twins")
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk)
    # Somebody who is not Rosita is not Rosa either, now that the two are one.
    carried = rows(DuplicatePair).get(pk=other.pk)
    assert ({carried.one_id, carried.other_id}, carried.state) == ({kept.pk, third.pk}, State.DIFFERENT)
    undo_merge(viewer=lead, merge_id=merge.pk, why="Two sisters")
    back = rows(DuplicatePair).get(pk=other.pk)
    assert {back.one_id, back.other_id} == {merged.pk, third.pk}
    split = rows(DuplicatePair).exclude(pk=other.pk).get()
    assert (split.state, split.why, split.decided_by) == (State.SPLIT, "Two sisters", lead.account)


def test_of_two_photos_the_chosen_one_is_kept_and_an_undo_gives_both_back(
    community: Community, lead: Viewer
) -> None:
    kept, merged = two(community)
    photos = {}
    for client in (kept, merged):
        stay = add_enrollment(community, client, community.shelter, date(2026, 1, 5))
        with change(by=None, action="build"):
            found = things(community, client, stay)
            photos[client.pk] = fill(KeptFile, found, purpose=KeptFile.Purpose.PHOTO).pk
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=merged.pk, from_merged=["photo"])
    shown = rows(KeptFile).filter(client=kept.pk, date_deleted=None)
    assert [one.pk for one in shown] == [photos[merged.pk]]
    undo_merge(viewer=lead, merge_id=merge.pk)
    living = rows(KeptFile).filter(date_deleted=None)
    assert {one.client_id: one.pk for one in living} == photos
