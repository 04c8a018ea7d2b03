"""What a client released, as a page tells it; and, in words, who sees what of an agency."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hearth.access.sharing import UNSAID
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import in_force
from hearth.records import guard
from hearth.records.models import (
    Client,
    Component,
    Level,
    Organization,
    ReleaseOfInformation,
    SharingRule,
)

__all__ = [
    "Component",
    "GivenPart",
    "Kind",
    "Level",
    "Scope",
    "ToldRelease",
    "following",
    "given_by",
    "guardians_of",
    "one_release",
    "releases_of",
]

Kind, Scope = ReleaseOfInformation.Kind, ReleaseOfInformation.Scope


@dataclass(frozen=True, slots=True)
class ToldRelease:
    """One release and whether it is in force today."""

    release: Any
    is_in_force: bool
    recorded_by: str
    # The signing whose document this viewer may open, where there is one.
    document: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class GivenPart:
    """How far an agency shares one part with one group or agency; `said` is false where that is only the usual."""

    component: str
    receiver: str
    level: str
    said: bool


def releases_of(viewer: Viewer, client: Client) -> list[ToldRelease]:
    """Give the client's releases, the latest first. The client must have been given by this viewer."""
    rows = viewer.rows(ReleaseOfInformation).filter(client=client)
    holding = rows.filter(_holding(viewer, rows))
    listed = rows.select_related("organization", "withdrawn_by", "follows", "signing").order_by(
        "-starts_on", "-change__made_at", "-networks", "-pk"
    )
    in_hand = set(holding.order_by().values_list("pk", flat=True))
    return [
        ToldRelease(
            one,
            one.pk in in_hand,
            one.organization.organization_name or "",
            _document(viewer, one),
        )
        for one in listed
    ]


def _document(viewer: Viewer, release: ReleaseOfInformation) -> uuid.UUID | None:
    """A signature, and the name of who signed for a child, stay with the agency that recorded them and the leads."""
    signing = release.signing
    if signing is None or signing.document_id is None:
        return None
    own = signing.organization_id == viewer.organization.id
    return signing.pk if own or viewer.sees_community else None


def one_release(viewer: Viewer, client: Client, release_id: uuid.UUID) -> ReleaseOfInformation | None:
    """Give one of a client's releases. The client must have been given by this viewer."""
    return viewer.rows(ReleaseOfInformation).filter(client=client, pk=release_id).first()


def following(viewer: Viewer, release: ReleaseOfInformation) -> list[ReleaseOfInformation]:
    """Give the children's releases that follow a parent's and hold with it, of the children that the viewer sees."""
    rows = viewer.rows(ReleaseOfInformation).filter(follows=release, permission=True, withdrawn_at=None)
    return list(rows.select_related("client").order_by("client__dob", "pk"))


def _holding(viewer: Viewer, rows: Any) -> Q:
    """Give the condition that a release holds today, in whichever network it is for."""
    codes = {code for networks in rows.order_by().values_list("networks", flat=True) for code in networks}
    found = Q(pk__in=[])
    for code in codes:
        found |= in_force(viewer, code)
    return found


def guardians_of(viewer: Viewer, client: Client) -> list[tuple[Any, Client]]:
    """Give the releases in force of grown-ups of the client's households, whom a minor's release can follow."""
    own = viewer.enrollments.filter(client=client).values_list("source_id", "household_id", "project_id")
    found = {}
    for source, household, project in own:
        members = viewer.enrollments.filter(source=source, household_id=household, project=project)
        rows = viewer.rows(ReleaseOfInformation).filter(in_force(viewer), client__in=members.values("client"))
        for release in rows.exclude(client=client).exclude(kind=Kind.HOUSEHOLD).select_related("client"):
            found[release.pk] = (release, release.client)
    return list(found.values())


def given_by(organization: Organization) -> list[GivenPart]:
    """Say how far an agency shares each part: with everybody, with groups, with single agencies."""
    rules = SharingRule.objects.filter(organization=organization).select_related("group")
    with guard.inside_wrapper():
        said = [
            GivenPart(
                str(Component(rule.component).label),
                rule.group.name
                if rule.group
                else str((rule.receiver and rule.receiver.organization_name) or ""),
                str(Level(rule.level).label),
                True,
            )
            for rule in rules.order_by("component", "-group__is_everyone", "pk")
        ]
        for_everyone = {rule.component for rule in rules if rule.group and rule.group.is_everyone}
    usual = dict(UNSAID) | {
        Component(rule.component): Level(rule.level)
        for rule in SharingRule.objects.filter(organization=None, group__is_everyone=True)
    }
    unsaid = [
        GivenPart(str(part.label), "", str(usual[part].label), False)
        for part in Component
        if part.value not in for_everyone
    ]
    return [*said, *unsaid]
