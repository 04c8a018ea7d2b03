"""Merge two records of one person: everything hangs on the kept one, and undo_merge.py can take it back."""

import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.access.reach import reached_projects
from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_release import in_force
from hearth.access.visibility_sharing import private_client
from hearth.actions.duplicate_pairs import RIGHT, carry_pairs, settle_pair
from hearth.actions.join_enrollments import Overlap, join, overlaps, shared_household
from hearth.actions.merge_answers import groups
from hearth.actions.merge_moves import move
from hearth.actions.merge_photo import PHOTO, settle_photo
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import (
    Client,
    ClientAlias,
    ClientMerge,
    DuplicatePair,
    Enrollment,
    FamilyMember,
    FormerPersonalID,
    ReleaseOfInformation,
)
from hearth.records.write import change, current

_SIGNED = (ReleaseOfInformation.Kind.SIGNATURE, ReleaseOfInformation.Kind.PAPER)


def merge_clients(
    *,
    viewer: Viewer,
    kept_id: uuid.UUID,
    merged_id: uuid.UUID,
    from_merged: Collection[str] = (),
    joined: Collection[uuid.UUID] = (),
    why: str = "",
) -> ClientMerge:
    """Merge `merged_id` into `kept_id`, in one transaction.

    `from_merged` are the answers (merge_answers.groups, and PHOTO) to take from the merged record; `joined` the
    enrollments to join to the one that they overlap (join_enrollments.overlaps).

    Raises PermissionDenied without the right, NotVisible for a record the viewer does not see, KeyError for an unknown
    answer, and NotDone where it must not be: see `why_not`.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    with change(by=viewer.account, action="merge_clients", why=why):
        kept, merged = _locked(viewer, kept_id, merged_id)
        if problems := why_not(viewer, kept, merged):
            raise NotDone(problems)
        chosen = sorted(set(from_merged) - {PHOTO})
        columns = [column for group in chosen for column in groups()[group]]
        if columns:
            _stop_if_read_only(kept)
        together = _overlaps_to_join(kept, merged, joined)
        hold = _is_stricter(viewer, kept, merged)
        photos = settle_photo(kept, merged, of_merged=PHOTO in from_merged)
        return _merge(viewer, kept, merged, chosen, columns, together, hold, photos)


def why_not(viewer: Viewer, kept: Client, merged: Client) -> list[Problem]:
    """Say why the two cannot be merged by this viewer; nothing when they can."""
    if household := shared_household(kept, merged):
        text = _(
            "Both are in one household of %(program)s, so they are two people there. Correct that household first."
        )
        values = {"program": household.project.project_name}
        return [Problem(text % values, "merge/not_of_one_household")]
    members = guard.everything(FamilyMember, "are two records two people of one family")
    families = [
        set(members.filter(client=one.pk, date_deleted=None, left_on=None).values_list("family", flat=True))
        for one in (kept, merged)
    ]
    if families[0] & families[1]:
        text = _(
            "Both are members of one family, so they are two people there. Let one of them leave it first."
        )
        return [Problem(text, "merge/not_of_one_family")]
    if kept.is_consent_refused != merged.is_consent_refused:
        text = _(
            "One of the two refused to be named, the other record names them. Take the name out there, or put it back "
            "here, and then merge."
        )
        return [Problem(text, "merge/refused_names_agree")]
    rows = guard.everything(Enrollment, "does a role reach all of two records")
    projects = {
        str(one) for one in rows.filter(client__in=[kept.pk, merged.pk]).values_list("project", flat=True)
    }
    if projects - reached_projects(viewer, projects):
        text = _(
            "Programs that you do not reach enrolled this person too. Ask the HMIS lead to merge the records."
        )
        return [Problem(text, "merge/all_is_reached")]
    return []


def sharing_differs(viewer: Viewer, one: Client, other: Client) -> bool:
    """Say whether the two records let others see different things: what one released, or only one being private."""
    return _released(viewer, one) != _released(viewer, other) or _is_private(one) != _is_private(other)


def _merge(
    viewer: Viewer,
    kept: Client,
    merged: Client,
    chosen: list[str],
    columns: list[str],
    together: list[Overlap],
    hold: bool,
    photos: list[str],
) -> ClientMerge:
    now = clock.now()
    pair = settle_pair(viewer, kept, merged, DuplicatePair.State.MERGED)
    manifest: dict[str, Any] = {
        "changed": {
            "Client": [str(kept.pk), str(merged.pk)],
            "DuplicatePair": [str(one) for one in carry_pairs(kept, merged, pair)],
            "KeptFile": photos,
        },
        "aliases": _keep_as_alias(viewer, kept, merged, chosen),
        "moved": move(kept, merged),
        "joined": [join(overlap, now, viewer.hud_user) for overlap in together],
    }
    FormerPersonalID.objects.create(source=merged.source, hud_id=merged.hud_id, client=kept)
    if columns or hold:
        for column in columns:
            setattr(kept, column, getattr(merged, column))
        kept.is_private = True if hold else kept.is_private
        _touch(viewer, kept, now, *columns, "is_private")
    merged.date_deleted = now
    _touch(viewer, merged, now, "date_deleted")
    return ClientMerge.objects.create(
        kept=kept,
        merged=merged,
        current=kept,
        organization_id=merged.organization_id,
        change=current(),
        choices=chosen,
        manifest=manifest,
        wrote_answers=bool(columns or together),
        held_private=hold,
    )


def _touch(viewer: Viewer, client: Client, now: Any, *columns: str) -> None:
    client.date_updated, client.user = now, viewer.hud_user
    client.save(update_fields=[*columns, "date_updated", "user"])


def _locked(viewer: Viewer, kept_id: uuid.UUID, merged_id: uuid.UUID) -> tuple[Client, Client]:
    """Give both records as they are in the database, in one order for everybody, so that no two merges wait for
    each other."""
    wanted = {kept_id, merged_id}
    if len(wanted) != 2 or viewer.clients.filter(pk__in=wanted).count() != 2:
        raise NotVisible("There are no such clients.")
    rows = guard.everything(Client, "two records that are merged").filter(pk__in=wanted, date_deleted=None)
    found = {
        row.pk: row for row in rows.select_related("source").order_by("id").select_for_update(of=("self",))
    }
    if len(found) != 2:
        raise NotVisible("There are no such clients.")
    return found[kept_id], found[merged_id]


def _stop_if_read_only(kept: Client) -> None:
    if names := kept_elsewhere([kept.source_id]):
        text = _(
            "The record to keep is kept in %(name)s and read only here: its next file would undo the choice. Keep the "
            "other record, or take no answers over."
        )
        raise NotDone([Problem(text % {"name": name}, "source/kept_elsewhere") for name in names.values()])


def _overlaps_to_join(kept: Client, merged: Client, joined: Collection[uuid.UUID]) -> list[Overlap]:
    wanted = set(joined)
    found: dict[Any, Overlap] = {}
    for overlap in overlaps(kept, merged):
        if overlap.can_join and overlap.goes.pk in wanted:
            found.setdefault(overlap.goes.pk, overlap)
    intos = {overlap.into.pk for overlap in found.values()}
    if wanted - found.keys() or intos & found.keys():
        text = _("These enrollments cannot be joined any more. Look at them again.")
        raise NotDone([Problem(text, "merge/can_be_joined")])
    return list(found.values())


def _is_stricter(viewer: Viewer, kept: Client, merged: Client) -> bool:
    """Say whether the merged record would be shared more than one of the two was, unless it is made private."""
    if _is_private(kept):
        return False
    return _is_private(merged) or _released(viewer, kept) != _released(viewer, merged)


def _is_private(client: Client) -> bool:
    rows = guard.everything(Client, "is one of two records private")
    return rows.filter(private_client(), pk=client.pk).exists()


def _released(viewer: Viewer, client: Client) -> frozenset[tuple[Any, ...]]:
    """Give what the client lets others see today, release by release, without the dates."""
    rows = guard.everything(ReleaseOfInformation, "do two records share alike")
    scope = ReleaseOfInformation.Scope
    return frozenset(
        (
            one.scope,
            one.organization_id if one.scope == scope.AGENCY else None,
            one.coc_id if one.scope == scope.COC else None,
            tuple(sorted(one.networks)),
            one.covers_sensitive,
            one.covers_part_2,
            one.kind in _SIGNED,
        )
        for one in rows.filter(in_force(viewer), client=client.pk)
    )


def _keep_as_alias(viewer: Viewer, kept: Client, merged: Client, chosen: list[str]) -> list[str]:
    """Let the person be found by the name that goes, where it is another one."""
    gone = kept if "name" in chosen else merged
    name, other = ((one.first_name_plain, one.last_name_plain) for one in (kept, merged))
    if name == other or not any((gone.first_name_plain, gone.last_name_plain)):
        return []
    if gone.is_unnamed or gone.is_consent_refused:
        return []
    alias = ClientAlias.objects.create(
        client=kept,
        kind=ClientAlias.Kind.ALIAS,
        first_name=gone.first_name or "",
        last_name=gone.last_name or "",
        first_name_plain=gone.first_name_plain,
        last_name_plain=gone.last_name_plain,
        organization_id=gone.organization_id or viewer.organization.pk,
        change=current(),
    )
    return [str(alias.pk)]
