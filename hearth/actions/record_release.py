"""Record what a client said about sharing, and take a release back."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_release import in_force
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Client, CoC, ReleaseOfInformation
from hearth.records.setting import settings_at
from hearth.records.write import change, current
from hearth.rules.client.age import age_on

_Kind, _Scope = ReleaseOfInformation.Kind, ReleaseOfInformation.Scope
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Said:
    """What the client said. Without `ends_on`, the agency's usual term is taken; a minor names who signed."""

    kind: str
    permission: bool
    starts_on: date
    ends_on: date | None = None
    scope: str = _Scope.COMMUNITY
    covers_sensitive: bool = False
    covers_part_2: bool = False
    follows: ReleaseOfInformation | None = None
    minor_agreed: bool = False


def record_release(
    *, viewer: Viewer, client: Client, said: Said, coc_code: str | None = None
) -> ReleaseOfInformation:
    """Store the client's answer. A no takes back at once every release that let this agency's records be seen.

    Raises PermissionDenied without the right, NotVisible for a client the viewer does not see, NotDone for an answer
    that cannot hold: an end before the start, a no that begins later, a minor who signs alone.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    if not viewer.clients.filter(pk=client.pk).exists():
        raise NotVisible("There is no such client.")
    coc = CoC.objects.filter(code=coc_code or next(iter(viewer.zones), None)).first()
    ends_on = said.ends_on or (_usual_end(viewer, said.starts_on, coc) if said.permission else None)
    _stop(_problems(viewer, client, said, ends_on))
    with change(by=viewer.account, action="record_release"):
        if not said.permission:
            _take_back(viewer, _contradicted(viewer, client, said.scope), _("The client said no."))
        return ReleaseOfInformation.objects.create(
            client=client,
            kind=said.kind,
            permission=said.permission,
            starts_on=said.starts_on,
            ends_on=ends_on,
            scope=said.scope,
            coc=coc,
            covers_sensitive=said.covers_sensitive,
            covers_part_2=said.covers_part_2,
            follows=said.follows,
            minor_agreed=said.minor_agreed,
            organization=viewer.organization,
            change=current(),
        )


def withdraw_release(*, viewer: Viewer, release_id: uuid.UUID, why: str = "") -> ReleaseOfInformation:
    """Take a release back, by whichever agency the client is at: others stop seeing the record with the next query.

    Minors' releases that follow it end with it. Raises PermissionDenied, NotVisible, NotDone when it was taken back.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    release = viewer.rows(ReleaseOfInformation).filter(pk=release_id).select_related("client").first()
    if release is None:
        raise NotVisible("There is no such release.")
    if release.withdrawn_at is not None:
        raise NotDone([Problem(_("This release was taken back already."), "consent/withdrawn_once")])
    with change(by=viewer.account, action="withdraw_release", why=why):
        _take_back(viewer, [release], why)
        notify(
            "release_withdrawn",
            usual_receivers("release_withdrawn", organization_id=release.organization_id, but=viewer.account),
            about=release.client.unique_identifier,
            address=f"/clients/{release.client_id}/privacy/",
        )
    return release


def _take_back(viewer: Viewer, releases: "list[ReleaseOfInformation]", why: str) -> None:
    for release in releases:
        release.withdrawn_at = viewer.instant()
        release.withdrawn_by = viewer.account
        release.withdrawn_why = why
        release.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


def _contradicted(viewer: Viewer, client: Client, scope: str) -> "list[ReleaseOfInformation]":
    """Give the releases in force that a no takes back: all but what concerns other agencies' records alone."""
    rows = guard.everything(ReleaseOfInformation, "what a no takes back").filter(
        client=client, permission=True
    )
    found = list(rows.filter(withdrawn_at=None).select_for_update())
    others_own = {
        one.pk
        for one in found
        if scope == _Scope.AGENCY
        and one.scope == _Scope.AGENCY
        and one.organization_id != viewer.organization.id
    }
    return [one for one in found if one.pk not in others_own]


def _usual_end(viewer: Viewer, start: date, coc: CoC | None) -> date:
    found = settings_at(
        ["release_term_days"], organization_id=viewer.organization.id, coc_code=coc.code if coc else None
    )
    return start + timedelta(days=int(found["release_term_days"]))


def _problems(viewer: Viewer, client: Client, said: Said, ends_on: date | None) -> list[Problem]:
    found = []
    if ends_on is not None and ends_on < said.starts_on:
        found.append(Problem(_("A release ends on or after the day it starts."), "consent/ends_after_start"))
    if not said.permission and said.starts_on > viewer.today:
        found.append(Problem(_("A no holds from today, not from a later day."), "consent/no_holds_at_once"))
    if said.permission:
        found += _who_signs(viewer, client, said)
    return found


def _who_signs(viewer: Viewer, client: Client, said: Said) -> list[Problem]:
    age = age_on(said.starts_on, client.dob)
    if said.kind != _Kind.HOUSEHOLD:
        if age is not None and age < _ADULT:
            text = _("A client under 18 needs the release of a parent or guardian.")
            return [Problem(text, "consent/minor_needs_guardian")]
        return []
    if age is None:
        return [
            Problem(_("Record the birth date first: a minor's release ends at 18."), "consent/minor_has_age")
        ]
    if age >= _ADULT:
        return [Problem(_("A client of 18 or older gives their own release."), "consent/adult_gives_own")]
    if said.follows is None:
        return []
    held = viewer.rows(ReleaseOfInformation).filter(in_force(viewer), pk=said.follows.pk)
    if said.follows.client_id == client.pk or not held.exclude(kind=_Kind.HOUSEHOLD).exists():
        text = _("The parent or guardian has no release in force. Record theirs first.")
        return [Problem(text, "consent/guardian_has_release")]
    return []


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise NotDone(problems)
