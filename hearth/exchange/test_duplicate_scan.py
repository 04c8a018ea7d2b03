"""The nightly search puts likely pairs into the queue once, and leaves alone what was decided."""

from datetime import date
from typing import Any

import pytest

from hearth.actions.duplicate_pairs import say_different
from hearth.actions.merge_clients import merge_clients
from hearth.actions.undo_merge import undo_merge
from hearth.exchange.duplicate_scan import scan_tonight
from hearth.records.models import Client, DuplicatePair, DuplicateScan
from tests.community import Community, add_client, add_household, viewer_for
from tests.duplicates import rows

pytestmark = pytest.mark.django_db(transaction=True)
BORN = date(1990, 3, 12)
NUMBER = "123-45-6789"


def found() -> list[Any]:
    """Run the search, and give what stands in the queue."""
    assert scan_tonight() is not None
    return list(rows(DuplicatePair).order_by("found_at"))


def twice(community: Community) -> tuple[Client, Client]:
    one = add_client(community, "Rosalind", "Exemplar", dob=BORN, ssn=NUMBER)
    return one, add_client(community, "Rosalnd", "Exemplar", dob=date(1990, 12, 3), ssn=NUMBER)


def test_the_search_lists_one_person_once_with_score_and_reasons(community: Community) -> None:
    one, other = twice(community)
    add_client(community, "Noor", "Elsewhere", dob=date(1985, 2, 2), ssn="123-45-6780")
    [pair] = found()
    assert {pair.one_id, pair.other_id} == {one.pk, other.pk}
    assert (pair.origin, pair.state) == ("scan", "waiting")
    assert pair.score > 0.97
    assert {"same_ssn", "similar_name"} <= set(pair.reasons)
    run = DuplicateScan.objects.get()
    assert (run.state, run.clients, run.found) == ("done", 3, 1)
    # The next night finds nothing new.
    assert len(found()) == 1
    assert DuplicateScan.objects.first().found == 0  # type: ignore[union-attr]


def test_what_was_decided_is_never_proposed_again(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    one, other = twice(community)
    [pair] = found()
    say_different(viewer=lead, pair_id=pair.pk)
    assert [each.state for each in found()] == ["different"]
    merge = merge_clients(viewer=lead, kept_id=one.pk, merged_id=other.pk)
    assert [each.state for each in found()] == ["merged"]
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert [each.state for each in found()] == ["split"]


def test_two_of_one_household_and_people_without_a_name_are_not_proposed(community: Community) -> None:
    add_household(community, list(twice(community)), community.shelter, date(2026, 1, 5))
    add_client(community, "Rosalind", "Exemplar", dob=BORN, ssn=NUMBER, is_unnamed=True)
    assert found() == []


def test_an_empty_community_is_scanned_too(community: Community) -> None:
    assert found() == []
