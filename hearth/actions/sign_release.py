"""Record a whole answer about sharing: each network's yes or no, for the client and for children in their care.

What was signed on a screen becomes a PDF, which is sealed with its SHA-256; a scan is sealed as it is.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.consent_state import guardians_of
from hearth.access.consent_texts import HMIS, Kind, Overlap, Text, text_in_force
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_file import Received
from hearth.actions.record_release import RIGHT, Said, record_release
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.signed_document import ForWhom, signed_pdf
from hearth.actions.signed_paper import keep_document, made_here, received_paper
from hearth.actions.stamp import person_name
from hearth.records.models import Client, ReleaseOfInformation, ReleaseSigning
from hearth.records.write import change, current
from hearth.rules.consent.drawn_name import Strokes, is_drawn

_Method, _Signer, _RowKind = ReleaseSigning.Method, ReleaseSigning.Signer, ReleaseOfInformation.Kind
_KINDS = {
    _Method.DRAWN: _RowKind.SIGNATURE,
    _Method.TYPED: _RowKind.SIGNATURE,
    _Method.PAPER: _RowKind.PAPER,
    _Method.SPOKEN: _RowKind.VERBAL,
}
RULE = "consent/signature_is_there"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said about one network; without an end, the agency's usual term holds."""

    permission: bool
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A minor in the care of who signs."""

    client: Client
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One signing. `children` get what their parent said, with the same dates; `signer` is who signs for a minor."""

    text: Text
    language: str
    method: str
    signed_name: str
    answers: Mapping[str, Answer]
    starts_on: date
    scope: str = ReleaseOfInformation.Scope.COMMUNITY
    signer: str = _Signer.CLIENT
    minor_agreed: bool = False
    covers_sensitive: bool = False
    covers_part_2: bool = False
    strokes: Strokes = ()
    paper: bytes = b""
    paper_name: str = ""
    children: Sequence[Child] = ()
    # What the parent of the children is to them.
    children_by: str = _Signer.PARENT


def sign_release(
    *, viewer: Viewer, client: Client, given: Given, coc_code: str | None = None
) -> ReleaseSigning:
    """Store the answers and what was signed, all or nothing. Gives the client's own signing.

    Raises PermissionDenied, NotVisible, and NotDone: no answer or signature, a paper that is no PDF or picture, or what
    `record_release` refuses for the client or one of the children.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    _stop_unless_whole(given)
    paper = received_paper(viewer, given.paper, given.paper_name) if given.paper else None
    with change(by=viewer.account, action="sign_release"):
        parents = _parents(viewer, client, given)
        signing, releases = _sign(viewer, client, given, coc_code, paper, parents, child=None)
        for child in given.children:
            if child.client.pk == client.pk:
                raise NotVisible("Nobody is in their own care.")
            _sign(
                viewer,
                child.client,
                given,
                coc_code,
                paper and replace(paper, id=uuid.uuid4()),
                releases,
                child=child,
            )
    return signing


def _sign(
    viewer: Viewer,
    client: Client,
    given: Given,
    coc_code: str | None,
    paper: Received | None,
    parents: "Mapping[str, ReleaseOfInformation]",
    *,
    child: Child | None,
) -> "tuple[ReleaseSigning, dict[str, ReleaseOfInformation]]":
    signer = given.children_by if child else given.signer
    moment = viewer.instant()
    signing = ReleaseSigning.objects.create(
        client=client,
        method=given.method,
        signer=signer,
        signed_name=given.signed_name.strip(),
        text_key=given.text.key,
        notice_key=text_in_force(Kind.NOTICE, coc_code, viewer.today).key,
        language=given.language,
        text_digest=given.text.digest(given.language),
        signed_at=moment,
        organization=viewer.organization,
        change=current(),
    )
    agreed = child.agreed if child else given.minor_agreed
    releases = {}
    for code, answer in given.answers.items():
        said = Said(
            kind=_RowKind.HOUSEHOLD if signer != _Signer.CLIENT else _KINDS[_Method(given.method)],
            permission=answer.permission,
            starts_on=given.starts_on,
            ends_on=answer.ends_on,
            scope=given.scope,
            network=code,
            covers_sensitive=given.covers_sensitive and answer.permission,
            covers_part_2=given.covers_part_2 and answer.permission,
            follows=parents.get(code) if answer.permission else None,
            minor_agreed=agreed,
            overlap=given.text.overlap if answer.permission else Overlap.NONE,
        )
        releases[code] = record_release(
            viewer=viewer, client=client, said=said, coc_code=coc_code, signing=signing
        )
    if paper:
        keep_document(viewer, signing, paper)
    elif given.method in (_Method.DRAWN, _Method.TYPED):
        whom = ForWhom(client, signer, agreed, list(releases.values()))
        made = signed_pdf(viewer, signing, given.text, whom, given.strokes)
        keep_document(viewer, signing, made_here(made))
    return signing, releases


def _parents(viewer: Viewer, client: Client, given: Given) -> "dict[str, ReleaseOfInformation]":
    """Give the own release of who signs for a minor, where they live with them here: the minor's ends with it."""
    if given.signer == _Signer.CLIENT:
        return {}
    name = given.signed_name.strip().casefold()
    return {
        code: release
        for release, person in guardians_of(viewer, client)
        if person_name(person).casefold() == name
        for code in release.networks
    }


def _stop_unless_whole(given: Given) -> None:
    problems = []
    asked = {network.code for network in given.text.networks} | {HMIS}
    if not given.answers or not set(given.answers) <= asked:
        problems.append(Problem(_("Answer yes or no."), "consent/answer_is_given"))
    if given.method == _Method.DRAWN and not is_drawn(given.strokes):
        problems.append(Problem(_("Sign in the box, or type your name instead."), RULE))
    if given.method != _Method.SPOKEN and not given.signed_name.strip():
        problems.append(Problem(_("Write the name of the person who signs."), RULE))
    if problems:
        raise NotDone(problems)
