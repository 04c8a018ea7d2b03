"""Say that two records are of one person, or of two: a worker's flag, an import's list, and what was decided."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import Client, DuplicatePair
from hearth.records.write import change

RIGHT = "merge_clients"
_Origin, _State = DuplicatePair.Origin, DuplicatePair.State


def flag_same_person(
    *, viewer: Viewer, client_id: uuid.UUID, other_id: uuid.UUID, said: str = ""
) -> DuplicatePair:
    """Put two records that the viewer sees into the review queue.

    A pair that was decided waits again: a worker may know more than who decided. What was decided stays readable.

    Raises NotVisible, NotDone for a record with itself.
    """
    if client_id == other_id:
        raise NotDone([Problem(_("This is the same record. Choose another one."), "duplicates/two_records")])
    if viewer.clients.filter(pk__in=[client_id, other_id]).count() != 2:
        raise NotVisible("There are no such clients.")
    with change(by=viewer.account, action="flag_same_person"):
        pair = put_pair(client_id, other_id, _Origin.FLAG)
        if pair.state != _State.WAITING or not pair.found_by_id:
            pair.state = _State.WAITING
            pair.origin, pair.said = _Origin.FLAG, said[:200]
            pair.found_by, pair.organization = viewer.account, viewer.organization
            pair.save()
    return pair


def put_pair(client_id: uuid.UUID, other_id: uuid.UUID, origin: str) -> DuplicatePair:
    """Give the pair of two clients, making it where it is not listed yet. Only inside a change."""
    one, other = sorted((client_id, other_id))
    rows = guard.everything(DuplicatePair, "each pair is listed once")
    found = rows.filter(one=one, other=other).select_for_update().first()
    return found or DuplicatePair.objects.create(one_id=one, other_id=other, origin=origin)


def say_different(*, viewer: Viewer, pair_id: uuid.UUID, why: str = "") -> DuplicatePair:
    """Say that a waiting pair is two people. Raises PermissionDenied, NotVisible."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    pair = viewer.rows(DuplicatePair).filter(pk=pair_id, state=_State.WAITING).first()
    if pair is None:
        raise NotVisible("There is no such pair.")
    with change(by=viewer.account, action="say_different_people", why=why):
        decide(viewer, pair, _State.DIFFERENT, why)
    return pair


def settle_pair(viewer: Viewer, kept: Client, merged: Client, state: str, why: str = "") -> DuplicatePair:
    """Note what became of two records, listed before or not. Only inside a change."""
    pair = put_pair(kept.pk, merged.pk, _Origin.FLAG)
    decide(viewer, pair, state, why)
    return pair


def decide(viewer: Viewer, pair: DuplicatePair, state: str, why: str) -> None:
    """Note who decided what about a pair, and when. Only inside a change."""
    pair.state, pair.why = state, why
    pair.decided_at, pair.decided_by = clock.instant(), viewer.account
    pair.save()


def carry_pairs(kept: Client, merged: Client, decided: DuplicatePair) -> list[Any]:
    """Let the merged record's other pairs be the kept one's, as far as it has none of its own. Gives their ids.

    So a third record that was said to be somebody else stays somebody else. Only inside a change.
    """
    rows = guard.everything(DuplicatePair, "pairs of a merged record")
    listed = {
        partner
        for pair in rows.filter(Q(one=kept.pk) | Q(other=kept.pk))
        for partner in (pair.one_id, pair.other_id)
    }
    carried = []
    for pair in rows.filter(Q(one=merged.pk) | Q(other=merged.pk)).exclude(pk=decided.pk):
        third = pair.other_id if pair.one_id == merged.pk else pair.one_id
        if third not in listed:
            pair.one_id, pair.other_id = sorted((kept.pk, third))
            pair.save(update_fields=["one", "other"])
            carried.append(pair.pk)
    return carried
