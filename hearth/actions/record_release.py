"""Record what a client said about sharing with one network. A whole signing: hearth/actions/sign_release.py.

Taking back: hearth/actions/withdraw_release.py.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.consent_texts import HMIS, Overlap
from hearth.access.in_care import adult_lives_with, is_minor
from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_release import eighteenth_birthday, in_force
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.actions.withdraw_release import take_back
from hearth.records import guard
from hearth.records.models import Client, CoC, ReleaseOfInformation, ReleaseSigning
from hearth.records.setting import settings_at
from hearth.records.write import change, current
from hearth.rules.client.age import age_on
from hearth.rules.consent import who_signs

_Kind, _Scope = ReleaseOfInformation.Kind, ReleaseOfInformation.Scope
RIGHT = "record_release"


@dataclass(frozen=True, slots=True)
class Said:
    """What the client said. Without `ends_on`, the agency's usual term is taken; a minor names who signed.

    `follows` is the release of the parent or guardian that a minor's follows, where they have one here.
    `overlap` is what the text says about two releases at once; what it forbids ends with the new one.
    """

    kind: str
    permission: bool
    starts_on: date
    ends_on: date | None = None
    scope: str = _Scope.COMMUNITY
    network: str = HMIS
    covers_sensitive: bool = False
    covers_part_2: bool = False
    follows: ReleaseOfInformation | None = None
    minor_agreed: bool = False
    overlap: str = Overlap.NONE


def record_release(
    *,
    viewer: Viewer,
    client: Client,
    said: Said,
    coc_code: str | None = None,
    signing: ReleaseSigning | None = None,
) -> ReleaseOfInformation:
    """Store the client's answer. A no takes back at once every release that let this agency's records be seen.

    Raises PermissionDenied without the right, NotVisible for a client the viewer does not see, NotDone for an answer
    that cannot hold: an end before the start, a no that begins later, a minor who signs where the CoC lets none.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    if not viewer.clients.filter(pk=client.pk).exists():
        raise NotVisible("There is no such client.")
    coc = CoC.objects.filter(code=coc_code or next(iter(viewer.zones), None)).first()
    said = replace(said, ends_on=_end(viewer, client, said, coc))
    _stop(_problems(viewer, client, said))
    if said.permission:
        _stop_unless_theirs_to_sign(viewer, client, said, coc)
    with change(by=viewer.account, action="record_release"):
        if not said.permission:
            take_back(viewer, _contradicted(viewer, client, said), _("The client said no."))
        elif said.overlap != Overlap.NONE:
            take_back(viewer, _replaced(viewer, client, said, coc), _("A newer release holds."))
        return ReleaseOfInformation.objects.create(
            client=client,
            kind=said.kind,
            permission=said.permission,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
            scope=said.scope,
            networks=[said.network],
            coc=coc,
            covers_sensitive=said.covers_sensitive,
            covers_part_2=said.covers_part_2,
            follows=said.follows,
            minor_agreed=said.minor_agreed,
            signed_as_minor=said.kind != _Kind.HOUSEHOLD and is_minor(client, said.starts_on),
            signing=signing,
            organization=viewer.organization,
            change=current(),
        )


def usual_end(viewer: Viewer, start: date, coc_code: str | None) -> date:
    """Give the last day of a release that begins on a day, by the agency's usual term."""
    found = settings_at(["release_term_days"], organization_id=viewer.organization.id, coc_code=coc_code)
    return start + timedelta(days=int(found["release_term_days"]))


def who_signs_here(coc_code: str | None) -> str:
    """Give the CoC's rule for minors who are here alone."""
    return str(settings_at(["minor_alone_signs"], coc_code=coc_code)["minor_alone_signs"])


def _end(viewer: Viewer, client: Client, said: Said, coc: CoC | None) -> date | None:
    if not said.permission:
        return said.ends_on
    end = said.ends_on or usual_end(viewer, said.starts_on, coc.code if coc else None)
    if said.kind == _Kind.HOUSEHOLD or client.dob is None or not is_minor(client, said.starts_on):
        return end
    # What a minor signed alone is asked again at 18.
    return min(end, eighteenth_birthday(client.dob) - timedelta(days=1))


def _contradicted(viewer: Viewer, client: Client, said: Said) -> "list[ReleaseOfInformation]":
    """Give the releases that a no takes back: all for this network but what concerns other agencies' records alone."""
    found = _held(client, said.network)
    if said.scope != _Scope.AGENCY:
        return found
    own = viewer.organization.id
    return [one for one in found if one.scope != _Scope.AGENCY or one.organization_id == own]


def _replaced(viewer: Viewer, client: Client, said: Said, coc: CoC | None) -> "list[ReleaseOfInformation]":
    """Give the releases that may not hold beside the new one (PRODUCT.md F8), if it is for the same records."""
    found = [
        one for one in _held(client, said.network) if one.ends_on is None or one.ends_on >= said.starts_on
    ]
    if said.overlap == Overlap.SYSTEM:
        return found
    own = viewer.organization.id
    here = [one for one in found if one.organization_id == own]
    return here if said.overlap == Overlap.AGENCY else [one for one in here if one.coc_id == (coc and coc.pk)]


def _held(client: Client, network: str) -> "list[ReleaseOfInformation]":
    rows = guard.everything(ReleaseOfInformation, "what the client's newest answer replaces")
    held = rows.filter(client=client, permission=True, withdrawn_at=None, networks__contains=[network])
    return list(held.select_for_update())


def _problems(viewer: Viewer, client: Client, said: Said) -> list[Problem]:
    found = []
    if said.ends_on is not None and said.ends_on < said.starts_on:
        found.append(Problem(_("A release ends on or after the day it starts."), "consent/ends_after_start"))
    if not said.permission and said.starts_on > viewer.today:
        found.append(Problem(_("A no holds from today, not from a later day."), "consent/no_holds_at_once"))
    if said.permission and said.follows is not None:
        held = viewer.rows(ReleaseOfInformation).filter(
            in_force(viewer, network=said.network), pk=said.follows.pk
        )
        if said.follows.client_id == client.pk or not held.exclude(kind=_Kind.HOUSEHOLD).exists():
            text = _("The parent or guardian has no release in force. Record theirs first.")
            found.append(Problem(text, "consent/guardian_has_release"))
    return found


def _stop_unless_theirs_to_sign(viewer: Viewer, client: Client, said: Said, coc: CoC | None) -> None:
    age = age_on(said.starts_on, client.dob)
    by_client = said.kind != _Kind.HOUSEHOLD
    if by_client and (age is None or age >= who_signs.ADULT_AT):
        return
    guardian = said.follows.client if said.follows else None
    signing = who_signs.Signing(
        age=age,
        by_client=by_client,
        guardian_age=age_on(said.starts_on, guardian.dob) if guardian else None,
        guardian_is_client=guardian is not None,
        guardian_is_here=guardian is not None or adult_lives_with(viewer, client, said.starts_on),
    )
    stop_if(who_signs.broken(signing, who_signs_here(coc.code if coc else None)))


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise NotDone(problems)
