"""Pairs of records that may be of one person, as far as a viewer sees both, and the merges that were made."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q

from hearth.access.log import log_readings
from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import Client, ClientMerge, DuplicatePair, DuplicateScan

if TYPE_CHECKING:
    from django.db.models import QuerySet

RIGHT = "merge_clients"
Origin, State = DuplicatePair.Origin, DuplicatePair.State


def pairs(viewer: Viewer, state: str, origin: str = "") -> "QuerySet[DuplicatePair]":
    """Give the pairs in a state, what workers flagged first, then the likeliest. Raises PermissionDenied."""
    rows = _asked(viewer).filter(_in(state), **({"origin": origin} if origin else {}))
    order = (
        [F("score").desc(nulls_first=True), "-found_at", "id"]
        if state == State.WAITING
        else ["-decided_at", "id"]
    )
    return rows.select_related("one", "other", "found_by", "decided_by", "organization").order_by(*order)


def counts(viewer: Viewer) -> dict[str, int]:
    """Give how many pairs there are in each state. Raises PermissionDenied."""
    asked = {state: Count("pk", filter=_in(state)) for state in State.values}
    found: dict[str, int] = _asked(viewer).aggregate(**asked)
    return found


def pair_of(viewer: Viewer, pair_id: uuid.UUID) -> DuplicatePair:
    """Open a pair, and log that both records were looked at. Raises PermissionDenied, NotVisible."""
    rows = _asked(viewer).select_related(
        "one__source", "other__source", "found_by", "decided_by", "organization"
    )
    pair = rows.filter(pk=pair_id).first()
    if pair is None:
        raise NotVisible("There is no such pair.")
    log_readings(viewer, "duplicate_pair", [pair.one_id, pair.other_id], about=pair.pk)
    return pair


def waiting_with(viewer: Viewer, client: Client) -> list[DuplicatePair]:
    """Give the waiting pairs of a client whose other record the viewer sees too, the latest first."""
    rows = viewer.rows(DuplicatePair).filter(_in(State.WAITING), Q(one=client.pk) | Q(other=client.pk))
    return list(rows.select_related("one", "other", "found_by"))


def merge_of(viewer: Viewer, merge_id: uuid.UUID) -> ClientMerge:
    """Open a merge. Raises PermissionDenied, NotVisible."""
    found = standing_merges(viewer).filter(pk=merge_id).first()
    if found is None:
        raise NotVisible("There is no such merge.")
    log_readings(viewer, "duplicate_pair", [found.kept_id, found.merged_id], about=found.pk)
    return found


def standing_merges(viewer: Viewer) -> "QuerySet[ClientMerge]":
    """Give the merges that stand, the latest first. Raises PermissionDenied."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    rows = viewer.rows(ClientMerge).filter(undone_at=None)
    return rows.select_related("kept", "merged", "current", "change__account")


def merges_by_pair(viewer: Viewer, found: Collection[DuplicatePair]) -> dict[Any, ClientMerge]:
    """Give the standing merge of each of the pairs. One query."""
    sides = {frozenset((pair.one_id, pair.other_id)): pair.pk for pair in found}
    ids = {side for pair in sides for side in pair}
    rows = standing_merges(viewer).filter(merged__in=ids) if ids else []
    return {
        sides[both]: merge for merge in rows if (both := frozenset((merge.kept_id, merge.merged_id))) in sides
    }


def last_scan() -> DuplicateScan | None:
    """Give the last nightly search, which may be at work."""
    return DuplicateScan.objects.first()


def _asked(viewer: Viewer) -> "QuerySet[DuplicatePair]":
    if not viewer.may(RIGHT):
        raise PermissionDenied
    return viewer.rows(DuplicatePair)


def _in(state: str) -> Q:
    if state == State.WAITING:
        return Q(state=state, one__date_deleted=None, other__date_deleted=None)
    return Q(state=state)
