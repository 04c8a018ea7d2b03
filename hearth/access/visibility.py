"""Which rows a viewer sees: the one place that says so, for every guarded model.

- Own agency: its programs, what was recorded in them, the clients it enrolled or entered.
- Another agency's rows only as far as the client's release in force lets them out and that agency gives them
  (visibility_sharing.py, visibility_release.py), or while the viewer has broken the glass for the client.
- A community-wide role sees all agencies, or those of its CoCs; programs under 42 CFR Part 2 and sensitive answers
  it sees as any other agency does.
- Deleted rows are seen by nobody here. A model that is not registered is seen by no viewer at all.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from hearth.access import sensitive
from hearth.access.standing import Kept, Rule, Standing
from hearth.access.visibility_pieces import register_pieces
from hearth.access.visibility_programs import described, located, register_programs, sees_all
from hearth.access.visibility_sharing import (
    enrolled_in,
    entered_elsewhere,
    given_beside_enrollments,
    one_by_one,
    opened_in_emergency,
    private_client,
    shared_enrollments,
)
from hearth.records import guard
from hearth.records.models import (
    Absence,
    Affiliation,
    Assessment,
    AssessmentQuestion,
    AssessmentResult,
    AssignedStaff,
    AttestedMonth,
    BedStay,
    CareTeamMember,
    CEParticipation,
    Client,
    ClientAlias,
    ClientMerge,
    Component,
    Contact,
    CurrentLivingSituation,
    DataCollection,
    Disability,
    DuplicatePair,
    EmploymentEducation,
    Enrollment,
    Event,
    Exit,
    Family,
    FamilyMember,
    Funder,
    HealthAndDV,
    HMISParticipation,
    IncomeBenefits,
    Inventory,
    Level,
    LocalAnswer,
    Organization,
    PlaceTaken,
    Project,
    ProjectCoC,
    ReleaseOfInformation,
    ReleaseSigning,
    Reservation,
    Service,
    StillActive,
    YouthEducationStatus,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NOT_DELETED = Q(date_deleted=None)
_NOTHING = Q(pk__in=[])
# What of an enrollment is shared with which part of it, and how far that must be given.
_ANSWERS = ((Component.SERVICES, Level.FULL),)
OF_AN_ENROLLMENT: dict[type[Any], tuple[tuple[str, int], ...]] = {
    Assessment: _ANSWERS,
    AssessmentQuestion: _ANSWERS,
    AssessmentResult: _ANSWERS,
    CurrentLivingSituation: ((Component.LOCATION, Level.BASIC),),
    Disability: _ANSWERS,
    EmploymentEducation: _ANSWERS,
    Event: _ANSWERS,
    Exit: (),
    HealthAndDV: _ANSWERS,
    IncomeBenefits: _ANSWERS,
    Service: (),
    YouthEducationStatus: _ANSWERS,
}
OF_A_PROJECT = (
    Affiliation,
    CEParticipation,
    Funder,
    HMISParticipation,
    Inventory,
    ProjectCoC,
)
# Pieces that can be private by themselves, and those that go with one.
_PRIVATE = {
    Assessment: "is_private",
    AssessmentQuestion: "assessment__is_private",
    AssessmentResult: "assessment__is_private",
    CurrentLivingSituation: "is_private",
    Event: "is_private",
    Service: "is_private",
}


def register() -> None:
    """Tell the guard who sees what."""
    _register(Organization, _organizations, of_places=True)
    _register(Project, _projects, of_places=True)
    _register(Client, _clients)
    _register(Enrollment, _enrollments)
    _register(ReleaseOfInformation, _releases)
    _register(ReleaseSigning, _releases)
    _register(ClientAlias, _aliases)
    _register(LocalAnswer, _local_answers)
    _register(DuplicatePair, _pairs)
    _register(ClientMerge, _merges)
    _register(AttestedMonth, _kept_by_agencies(Component.LOCATION, Level.BASIC))
    _register(FamilyMember, _kept_by_agencies(Component.CLIENTS, Level.BASIC))
    _register(Family, _families)
    _register(Contact, _kept_by_agencies(Component.LOCATION, Level.FULL, ~Q(is_private=True)))
    _register(CareTeamMember, _kept_by_agencies(Component.CLIENTS, Level.BASIC, Q(is_public=True)))
    _register(DataCollection, _of_an_enrollment(DataCollection))
    _register(Absence, _of_an_enrollment(Absence))
    _register(StillActive, _of_an_enrollment(StillActive))
    _register(BedStay, _of_an_enrollment(BedStay))
    _register(PlaceTaken, _of_an_enrollment(PlaceTaken))
    _register(Reservation, _kept_by_agencies(Component.SERVICES, Level.FULL))
    _register(AssignedStaff, _assigned_staff)
    register_pieces()
    register_programs()
    for part_of_project in OF_A_PROJECT:
        _register(part_of_project, _of_a_project, of_places=True)
    for part_of_enrollment in OF_AN_ENROLLMENT:
        _register(part_of_enrollment, _of_an_enrollment(part_of_enrollment))


def _register(model: type[Any], rule: Rule, *, of_places: bool = False) -> None:
    guard.register_visibility(model, Kept(model, rule, of_places=of_places))


def _assigned_staff(standing: Standing) -> Q:
    """Each agency sees who of its people works with whom; who sees everything sees all."""
    if standing.role.sees == "nothing":
        return _NOTHING
    return _NOT_DELETED & (Q() if sees_all(standing) else Q(organization=standing.organization_id))


def _organizations(standing: Standing) -> Q:
    return _NOT_DELETED & described(standing, Q(id=standing.organization_id), "project__organization", "pk")


def _projects(standing: Standing) -> Q:
    return _NOT_DELETED & described(standing, Q(organization=standing.organization_id), "project", "pk")


def _of_a_project(standing: Standing) -> Q:
    own = Q(project__organization=standing.organization_id)
    alive = _NOT_DELETED & Q(project__date_deleted=None)
    return alive & described(standing, own, "project", "project")


def _clients(standing: Standing) -> Q:
    if standing.role.sees == "nothing":
        return _NOTHING
    if sees_all(standing):
        return _NOT_DELETED
    enrolled = guard.everything(Enrollment, "which clients a viewer reaches").filter(
        client=OuterRef("pk"), date_deleted=None
    )
    seen = Q(organization=standing.organization_id)
    # The record that an agency entered may be merged into another: it goes on seeing the person.
    merged_here = _standing_merges().filter(current=OuterRef("pk"), organization=standing.organization_id)
    seen |= Q(Exists(merged_here))
    seen |= Q(Exists(enrolled.filter(project__organization=standing.organization_id)))
    if standing.sees_community:
        seen |= Q(Exists(enrolled.filter(enrolled_in(standing.cocs or ()))))
        seen |= Q(Exists(located(standing, "project__organization", "organization")))
    shared = Q(Exists(shared_enrollments(standing).filter(one_by_one("client", "pk"))))
    seen |= ~private_client() & (shared | entered_elsewhere(standing))
    return _NOT_DELETED & (seen | Q(opened_in_emergency(standing, "pk")))


def _enrollments(standing: Standing) -> Q:
    if standing.role.sees == "nothing":
        return _NOTHING
    own = Q(project__organization=standing.organization_id)
    shared = Q(Exists(shared_enrollments(standing).filter(one_by_one("pk", "pk"))))
    by_role = Q(project__is_part_2=False) & _reached(standing, Q(), "client")
    return _NOT_DELETED & Q(client__date_deleted=None) & (own | _either(standing, by_role, shared))


def _reached(standing: Standing, piece: Q, client: str) -> Q:
    """Give the condition that a viewer reaches an enrollment, or a piece of one, by role or in an emergency."""
    if sees_all(standing):
        return Q()
    opened = Q(opened_in_emergency(standing, client))
    if not standing.sees_community:
        return opened
    if not piece:
        return enrolled_in(standing.cocs or ()) | opened
    rows = guard.everything(Enrollment, "what a lead's CoCs hold").filter(enrolled_in(standing.cocs or ()))
    return Q(Exists(rows.filter(piece))) | opened


def _of_an_enrollment(model: type[Any]) -> Rule:
    """Make the rule of a model whose rows belong to enrollments."""

    def rows(standing: Standing) -> Q:
        if standing.role.sees == "nothing":
            return _NOTHING
        shown = Q(enrollment__project__organization=standing.organization_id)
        if model is Disability:
            harmless = ~Q(disability_type__in=sensitive.disability_types())
            shown |= harmless & _shown(standing, model)
            shown |= Q(Exists(_shared(standing, model, with_sensitive=True)))
        else:
            shown |= _shown(standing, model)
        return _NOT_DELETED & Q(enrollment__date_deleted=None) & shown

    return rows


def _shown(standing: Standing, model: type[Any]) -> Q:
    """Give the condition that a piece of another agency's enrollment is shown to the viewer."""
    shared = Q(Exists(_shared(standing, model)))
    if model in _PRIVATE:
        shared &= ~Q(**{_PRIVATE[model]: True})
    open_to_all = Q(enrollment__project__is_part_2=False)
    by_role = open_to_all & _reached(standing, Q(pk=OuterRef("enrollment")), "client")
    return _either(standing, by_role, shared)


def _either(standing: Standing, by_role: Q, shared: Q) -> Q:
    """Give the condition that a row is reached by role or shared, first what is true of most rows: the database asks
    in this order, and what is shared takes long to find out."""
    return by_role | shared if standing.sees_community else shared | by_role


def _shared(standing: Standing, model: type[Any], *, with_sensitive: bool = False) -> "QuerySet[Enrollment]":
    parts = OF_AN_ENROLLMENT.get(model, _ANSWERS)
    rows = shared_enrollments(standing, *parts, with_sensitive=with_sensitive, of_a_piece=True)
    return rows.filter(one_by_one("pk", "enrollment"))


def _releases(standing: Standing) -> Q:
    """Who sees a client sees what the client released: it is what they are shown the record by."""
    return _of_a_seen_client(standing)


def _aliases(standing: Standing) -> Q:
    """Who sees a client sees their other names; the legal one with the right alone, for it may be the dead one."""
    shown = _NOT_DELETED & Q(client__is_consent_refused=False) & _of_a_seen_client(standing)
    return shown if standing.may("see_legal_names") else shown & ~Q(kind=ClientAlias.Kind.LEGAL)


def _local_answers(standing: Standing) -> Q:
    """The profile's answers go with the client, but for gender and orientation; a stay's go with the stay."""
    own = Q(organization=standing.organization_id)
    shared = ~Q(element__in=LocalAnswer.KEPT_TO_THE_AGENCY)
    of_profile = Q(enrollment=None) & (own | shared) & _of_a_seen_client(standing)
    of_stay = (
        Q(enrollment__isnull=False) & Q(enrollment__date_deleted=None) & (own | _shown(standing, LocalAnswer))
    )
    return _NOT_DELETED & (of_profile | of_stay)


def _pairs(standing: Standing) -> Q:
    """Who sees both records sees that they may be one person; a merged one is seen as what it was merged into."""
    return _seen_or_merged(standing, "one") & _seen_or_merged(standing, "other")


def _merges(standing: Standing) -> Q:
    seen = guard.everything(Client, "whose merges a viewer sees").filter(_clients(standing))
    return Q(Exists(seen.filter(pk=OuterRef("current"))))


def _seen_or_merged(standing: Standing, column: str) -> Q:
    seen = guard.everything(Client, "which pairs of records a viewer sees").filter(_clients(standing))
    merged = _standing_merges().filter(merged=OuterRef(column))
    itself = Q(Exists(seen.filter(pk=OuterRef(column))))
    return itself | Q(Exists(merged.filter(Exists(seen.filter(pk=OuterRef("current"))))))


def _standing_merges() -> "QuerySet[ClientMerge]":
    return guard.everything(ClientMerge, "where merged records lead").filter(undone_at=None)


def _kept_by_agencies(part: Component, level: Level, to_others: Q | None = None) -> Rule:
    """Make the rule of what each agency keeps about a client beside any stay: its own, and what others give of that.

    `to_others` is what must hold besides before another agency is shown a row.
    """

    def rows(standing: Standing) -> Q:
        if standing.role.sees == "nothing":
            return _NOTHING
        seen = _NOT_DELETED & _of_a_seen_client(standing)
        if sees_all(standing):
            return seen
        shown = Q(organization=standing.organization_id)
        shown |= (to_others or Q()) & given_beside_enrollments(standing, part, level)
        if standing.sees_community:
            shown |= Q(Exists(located(standing, "project__organization", "organization")))
        return seen & (shown | Q(opened_in_emergency(standing, "client")))

    return rows


def _families(standing: Standing) -> Q:
    """A family is seen by its agency, and by who sees somebody in it."""
    rows = guard.everything(FamilyMember, "which families a viewer sees")
    seen = rows.filter(_kept_by_agencies(Component.CLIENTS, Level.BASIC)(standing), family=OuterRef("pk"))
    return _NOT_DELETED & (Q(organization=standing.organization_id) | Q(Exists(seen)))


def _of_a_seen_client(standing: Standing) -> Q:
    seen = guard.everything(Client, "whose releases, names and answers a viewer sees").filter(
        _clients(standing)
    )
    return Q(Exists(seen.filter(pk=OuterRef("client"))))
