"""Undo a merge: both records are as they were, and what people wrote since stays written."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.duplicate_pairs import RIGHT, settle_pair
from hearth.actions.join_enrollments import take_apart
from hearth.actions.merge_moves import follow_enrollments, move_back
from hearth.actions.put_back import put_back
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import (
    ClientAlias,
    ClientMerge,
    DuplicatePair,
    Enrollment,
    FormerPersonalID,
)
from hearth.records.write import change, current


@dataclass(frozen=True, slots=True)
class AddedSince:
    """An enrollment that was added after a merge. `goes_back`: it came from the merged record's own source."""

    enrollment: Enrollment
    goes_back: bool


def undo_merge(
    *, viewer: Viewer, merge_id: uuid.UUID, also_back: Collection[uuid.UUID] = (), why: str = ""
) -> ClientMerge:
    """Give the merged record back what was moved, and both their old answers. `also_back`: enrollments added since.

    An answer that was edited since the merge stays as it was edited. The two are never merged by themselves again.

    Raises PermissionDenied, NotVisible, and NotDone when it was undone before or the kept record was merged since.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    with change(by=viewer.account, action="undo_merge", why=why):
        merge = _locked(viewer, merge_id)
        added = {row.enrollment.pk for row in added_since(merge)}
        if set(also_back) - added:
            raise NotDone([Problem(_("These enrollments were there before the merge."), "merge/added_since")])
        _put_back(merge)
        for joined in merge.manifest["joined"]:
            take_apart(joined)
        move_back(merge.manifest["moved"], merge.merged)
        rows = guard.everything(Enrollment, "enrollments added to a merged record")
        rows.filter(pk__in=list(also_back)).update(client=merge.merged_id)
        follow_enrollments(also_back, merge.merged)
        source, hud_id = merge.merged.source_id, merge.merged.hud_id
        FormerPersonalID.objects.filter(source=source, hud_id=hud_id).delete()
        aliases = guard.everything(ClientAlias, "the alias that a merge made")
        aliases.filter(pk__in=merge.manifest["aliases"]).update(date_deleted=clock.instant())
        settle_pair(viewer, merge.kept, merge.merged, DuplicatePair.State.SPLIT, why)
        merge.undone_at, merge.undo_change = clock.instant(), current()
        merge.save(update_fields=["undone_at", "undo_change"])
    return merge


def added_since(merge: ClientMerge) -> list[AddedSince]:
    """Give the enrollments that the kept record got after the merge, newest first."""
    rows = guard.everything(Enrollment, "what was added to a merged record").filter(
        client=merge.current_id, date_deleted=None, change__made_at__gt=merge.change.made_at
    )
    moved = set(merge.manifest["moved"].get("Enrollment.client", ()))
    source = merge.merged.source_id
    return [
        AddedSince(row, row.source_id == source != merge.kept.source_id)
        for row in rows.select_related("project").order_by("-entry_date", "id")
        if str(row.pk) not in moved
    ]


def why_no_undo(merge: ClientMerge) -> str:
    """Say in one line why a merge cannot be undone now; nothing when it can."""
    if merge.undone_at is not None:
        return _("This merge was undone already.")
    if merge.current_id != merge.kept_id:
        return _("The kept record was merged into another one since. Undo that first.")
    return ""


def _locked(viewer: Viewer, merge_id: uuid.UUID) -> ClientMerge:
    rows = viewer.rows(ClientMerge).filter(pk=merge_id).select_for_update(of=("self",))
    merge = rows.select_related("kept", "merged", "change").first()
    if merge is None:
        raise NotVisible("There is no such merge.")
    if line := why_no_undo(merge):
        raise NotDone([Problem(line, "merge/undone_in_turn")])
    return merge


def _put_back(merge: ClientMerge) -> None:
    """Give rows that the merge changed their old values, but for what was edited since."""
    for changed in (merge.manifest["changed"], *(joined["changed"] for joined in merge.manifest["joined"])):
        for name, ids in changed.items():
            model: Any = apps.get_model("records", name)
            put_back(guard.everything(model, "rows that a merge changed").filter(pk__in=ids), merge.change_id)
