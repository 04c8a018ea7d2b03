"""Which rows of other agencies a viewer is shown: what a release lets out, the agency gives, and nobody made private.

Shared is to see, never to edit. Everything here is one condition in the query itself; nothing is remembered.
"""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from hearth.access import sensitive
from hearth.access.visibility_release import in_force, still_readable, written
from hearth.hud.standard import standard
from hearth.records import guard
from hearth.records.models import (
    Component,
    EmergencyOpening,
    Enrollment,
    Funder,
    Level,
    Organization,
    ProjectCoC,
    ReleaseOfInformation,
    Setting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from hearth.access.standing import Standing

_Scope = ReleaseOfInformation.Scope
RHY_SHARING = "rhy_sharing"
RHY_OFF = "off"


def shared_enrollments(
    standing: "Standing",
    *parts: tuple[str, int],
    with_sensitive: bool = False,
    of_a_piece: bool = False,
) -> "QuerySet[Enrollment]":
    """Give other agencies' enrollments that are shared with the viewer's, with these parts of them that far.

    `with_sensitive` asks also that the client released the sensitive answers. `of_a_piece` says that the rows asked
    for are pieces of the enrollments: after a withdrawal, a piece made later is hidden in a stay that is not.
    """
    made_at = OuterRef(OuterRef("change__made_at")) if of_a_piece else OuterRef("change__made_at")
    releases = _releases(standing, "client", "project__organization", "project", made_at)
    if with_sensitive:
        releases = releases.filter(covers_sensitive=True)
    given = Q()
    for part, level in ((Component.CLIENTS, Level.BASIC), (Component.SERVICES, Level.BASIC), *parts):
        given &= standing.received.gives(part, level, "project__organization")
    rows = guard.everything(Enrollment, "what other agencies share")
    return rows.filter(
        given,
        Q(is_private=False) | Q(is_private=None, project__organization__is_confidential=False),
        ~private_client("client__"),
        Exists(releases),
        _special_programs(releases),
        date_deleted=None,
        client__date_deleted=None,
    )


def entered_elsewhere(standing: "Standing") -> Q:
    """Give the condition that a client whom another agency entered is shared before any enrollment."""
    releases = _releases(standing, "pk", "organization", None)
    return (
        Q(organization__isnull=False)
        & standing.received.gives(Component.CLIENTS, Level.BASIC, "organization")
        & Exists(releases)
        & ~Exists(_specially_enrolled("pk"))
    )


def given_beside_enrollments(standing: "Standing", part: str, level: int) -> Q:
    """Give the condition that what an agency recorded about a client beside any stay is shared, this part that far.

    The row has a `client` and an `organization`. A confidential agency and a private client share nothing.
    """
    return (
        standing.received.gives(part, level, "organization")
        & Q(organization__is_confidential=False)
        & ~private_client("client__")
        & Exists(_releases(standing, "client", "organization", None))
        & ~Exists(_specially_enrolled("client"))
    )


def pieces_shared(standing: "Standing", part: str, level: int) -> Q:
    """Give the condition that the piece in hand, of a client and of no enrollment, is shared by who recorded it.

    A program under stricter rules could be told by it, so nothing is shared of a client whom that agency has in one.
    """
    stricter = guard.everything(Enrollment, "would a piece tell of a program under stricter rules").filter(
        Q(project__is_part_2=True) | Exists(_funded(_special_funders())),
        one_by_one("client", "client"),
        project__organization=OuterRef("organization"),
        date_deleted=None,
    )
    return (
        standing.received.gives(Component.CLIENTS, Level.BASIC, "organization")
        & standing.received.gives(part, level, "organization")
        & ~private_client("client__")
        & Exists(_releases(standing, "client", "organization", None))
        & ~Exists(stricter)
    )


def tells_of_stricter_rules(project: str) -> Q:
    """Give the condition that the program in the column `project` is under stricter rules, so that its name tells."""
    funded = guard.everything(Funder, "which programs are under stricter rules").filter(
        project=OuterRef(project), funder__in=_special_funders(), date_deleted=None
    )
    return Q(**{f"{project}__is_part_2": True}) | Q(Exists(funded))


def one_by_one(column: str, of: str) -> Q:
    """Give the condition that `column` is the `of` of the row in hand, so that it is asked row by row.

    The second half says nothing new. It keeps PostgreSQL from answering for every row of the table at once (a hashed
    subplan), which takes seconds where a page needs 26 rows.
    """
    return Q(**{column: OuterRef(of), f"{column}__gte": OuterRef(of)})


def private_client(client: str = "") -> Q:
    """Give the condition that a client is private: by choice, or as the confidential agency that entered them does."""
    # Asked of the list of agencies, not by a join: a join would lead PostgreSQL away from the index of names.
    confidential = guard.everything(Organization, "which agencies are confidential").filter(
        is_confidential=True
    )
    by_default = Q(**{f"{client}is_private": None, f"{client}organization__in": confidential.values("pk")})
    return Q(**{f"{client}is_private": True}) | by_default


def opened_in_emergency(standing: "Standing", client: str) -> Exists:
    """Give the condition that the viewer broke the glass for the client in the column `client`, and may still look."""
    rows = EmergencyOpening.objects.filter(
        account=standing.account,
        organization=standing.organization_id,
        client=OuterRef(client),
        ends_at__gt=standing.instant(),
    )
    return Exists(rows)


def enrolled_in(cocs: "Iterable[str]") -> Q:
    """Give the condition that an enrollment belongs to one of the CoCs.

    In a project of two CoCs the head's EnrollmentCoC (3.16) decides; where it is missing, it belongs to both.
    """
    codes = list(cocs)
    located = guard.everything(ProjectCoC, "in which CoC an enrollment is").filter(
        project=OuterRef("project"), date_deleted=None
    )
    heads = guard.everything(Enrollment, "in which CoC an enrollment is").filter(
        source=OuterRef("source"),
        household_id=OuterRef("household_id"),
        project=OuterRef("project"),
        enrollment_coc__isnull=False,
        date_deleted=None,
    )
    return Q(Exists(located.filter(coc_code__in=codes))) & (
        ~Q(Exists(located.exclude(coc_code__in=codes)))
        | Q(Exists(heads.filter(enrollment_coc__in=codes)))
        | ~Q(Exists(heads))
    )


def _releases(
    standing: "Standing", client: str, agency: str, project: str | None, made_at: OuterRef | None = None
) -> "QuerySet[ReleaseOfInformation]":
    """Give the releases of the client in hand that let out what the agency in hand recorded, made at a moment."""
    rows = guard.everything(ReleaseOfInformation, "what a client released")
    scope = Q(scope=_Scope.COMMUNITY) | Q(scope=_Scope.AGENCY, organization=OuterRef(agency))
    scope |= Q(scope=_Scope.COC) & _within_coc(standing, agency, project)
    held = in_force(standing) | still_readable(standing, made_at or OuterRef("change__made_at"))
    return rows.filter(held, scope, client=OuterRef(client))


def _specially_enrolled(client: str) -> "QuerySet[Enrollment]":
    """Give the enrollments of the client in hand that need a release of their own kind."""
    rows = guard.everything(Enrollment, "does an enrollment need a release of its own kind")
    return rows.filter(
        Q(project__is_part_2=True) | Exists(_funded(_special_funders())),
        one_by_one("client", client),
        date_deleted=None,
    )


def _within_coc(standing: "Standing", agency: str, project: str | None) -> Q:
    """Give the condition that giver and receiver both work in the release's CoC; with one CoC they do."""
    if len(standing.zones) <= 1:
        return Q()
    places = guard.everything(ProjectCoC, "in which CoC agencies work").filter(date_deleted=None)
    receiving = places.filter(project__organization=standing.organization_id).values("coc_code")
    there = (
        {"project": OuterRef(OuterRef(project))}
        if project
        else {"project__organization": OuterRef(OuterRef(agency))}
    )
    giving = Q(Exists(places.filter(coc_code=OuterRef("coc"), **there)))
    if not project:
        return Q(coc__in=receiving) & giving
    # Two CoCs in one project: the head's EnrollmentCoC decides.
    elsewhere = guard.everything(Enrollment, "in which CoC an enrollment is").filter(
        source=OuterRef(OuterRef("source")),
        household_id=OuterRef(OuterRef("household_id")),
        project=OuterRef(OuterRef("project")),
        enrollment_coc__isnull=False,
        date_deleted=None,
    )
    return Q(coc__in=receiving) & giving & ~Q(Exists(elsewhere.exclude(enrollment_coc=OuterRef("coc"))))


def _special_programs(releases: "QuerySet[ReleaseOfInformation]") -> Q:
    """Give the condition that programs under stricter rules have the kind of release that they need.

    42 CFR Part 2: one that covers it. Runaway and homeless youth: a written one, and no stricter rule of the CoC.
    Programs that tell a diagnosis: one that covers the sensitive answers.
    """
    components = standard().facts["funder_components"]
    rhy, telling = components["hhs_rhy"], sensitive.funders()
    never = Setting.objects.filter(key=RHY_SHARING, value=RHY_OFF, organization=None, project=None)
    stricter = guard.everything(ProjectCoC, "where youth are never shared").filter(
        Q(coc_code__in=never.values("coc")) | Exists(never.filter(coc=None)),
        project=OuterRef("project"),
        date_deleted=None,
    )
    youth = ~Exists(_funded(rhy)) | (Exists(releases.filter(written())) & ~Exists(stricter))
    diagnosis = ~Exists(_funded(telling)) | Exists(releases.filter(covers_sensitive=True))
    ordinary = ~Exists(_funded(_special_funders()))
    part_2 = Q(project__is_part_2=False) | Q(Exists(releases.filter(covers_part_2=True)))
    return part_2 & Q(ordinary | (youth & diagnosis))


def _special_funders() -> list[int]:
    return [*standard().facts["funder_components"]["hhs_rhy"], *sensitive.funders()]


def _funded(funders: "Iterable[int]") -> "QuerySet[Funder]":
    rows = guard.everything(Funder, "which programs are under stricter rules")
    return rows.filter(project=OuterRef("project"), funder__in=list(funders), date_deleted=None)


__all__ = [
    "RHY_OFF",
    "RHY_SHARING",
    "enrolled_in",
    "entered_elsewhere",
    "given_beside_enrollments",
    "one_by_one",
    "opened_in_emergency",
    "pieces_shared",
    "private_client",
    "shared_enrollments",
    "tells_of_stricter_rules",
]
