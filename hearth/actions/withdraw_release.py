"""Take a release back: others stop seeing the record with the next query, or keep what they could read already."""

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import ReleaseOfInformation
from hearth.records.setting import settings_at
from hearth.records.write import change

KEEP = "keep"


def withdraw_release(
    *,
    viewer: Viewer,
    release_id: uuid.UUID,
    why: str = "",
    minors: Collection[uuid.UUID] | None = None,
) -> ReleaseOfInformation:
    """Take a release back, by whichever agency the client is at.

    Of a parent's or guardian's release, `minors` are the releases that follow it and end with it; the others go on by
    themselves, until their own end or 18. None: all end. Raises PermissionDenied, NotVisible, NotDone when it was
    taken back already.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    release = viewer.rows(ReleaseOfInformation).filter(pk=release_id).select_related("client").first()
    if release is None:
        raise NotVisible("There is no such release.")
    if release.withdrawn_at is not None:
        raise NotDone([Problem(_("This release was taken back already."), "consent/withdrawn_once")])
    with change(by=viewer.account, action="withdraw_release", why=why):
        following = _following(release)
        ending = [one for one in following if minors is None or one.pk in minors]
        for one in following:
            if one not in ending:
                one.follows = None
                one.save(update_fields=["follows"])
        take_back(viewer, [release, *ending], why)
        notify(
            "release_withdrawn",
            usual_receivers("release_withdrawn", organization_id=release.organization_id, but=viewer.account),
            about=release.client.unique_identifier,
            address=f"/clients/{release.client_id}/release/",
        )
    return release


def take_back(viewer: Viewer, releases: "list[ReleaseOfInformation]", why: str) -> None:
    """Mark releases as taken back now, inside a change. What that does to others is what their CoC says today."""
    keeps: dict[str | None, bool] = {}
    for release in releases:
        if release.coc_id not in keeps:
            keeps[release.coc_id] = shared_stays(release.coc_id)
        release.withdrawn_at = viewer.instant()
        release.withdrawn_by = viewer.account
        release.withdrawn_why = why
        release.keeps_shared = keeps[release.coc_id]
        release.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "keeps_shared"])


def shared_stays(coc_code: str | None) -> bool:
    """Say whether others keep reading, after a withdrawal, what was recorded before it."""
    key = "withdrawal_of_shared"
    return bool(settings_at([key], coc_code=coc_code)[key] == KEEP)


def _following(release: ReleaseOfInformation) -> "list[ReleaseOfInformation]":
    rows = guard.everything(ReleaseOfInformation, "children's releases that follow a parent's")
    return list(rows.filter(follows=release, permission=True, withdrawn_at=None).select_for_update())
