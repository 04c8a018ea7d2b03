"""Which files, notes, goals, alerts and locations a viewer sees: one rule for every piece that one agency keeps.

- The agency that recorded it, always.
- Another agency: what the client's release lets out and the recording agency gives of that part, unless it is private.
  A piece of a stay goes as its enrollment goes; a piece of the client as a whole goes only where that agency has the
  client in no program under stricter rules (42 CFR Part 2, runaway youth, a diagnosis): it would tell of it. A service
  that such a program gives to anybody stays with its agency.
- A role over several agencies, and who broke the glass: all but what comes from a program under 42 CFR Part 2.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from hearth.access.standing import Kept, Rule, Standing
from hearth.access.visibility_sharing import (
    enrolled_in,
    one_by_one,
    opened_in_emergency,
    pieces_shared,
    shared_enrollments,
    tells_of_stricter_rules,
)
from hearth.records import guard
from hearth.records.models import (
    ClientAlert,
    ClientLocation,
    Component,
    Enrollment,
    Goal,
    KeptFile,
    Level,
    LocalService,
    Note,
    ProjectCoC,
)

# Of which part of the record each is, and how far that part must be shared. What a piece holds is its answer: to share
# "that it happened" gives none of it.
PARTS: dict[type[Any], tuple[str, int]] = {
    KeptFile: (Component.FILES, Level.FULL),
    Note: (Component.NOTES, Level.FULL),
    Goal: (Component.NOTES, Level.FULL),
    ClientAlert: (Component.CLIENTS, Level.BASIC),
    ClientLocation: (Component.LOCATION, Level.FULL),
    LocalService: (Component.SERVICES, Level.FULL),
}

_IS_PHOTO = Q(purpose=KeptFile.Purpose.PHOTO)


def register_pieces() -> None:
    """Tell the guard who sees each kind of piece."""
    for model in PARTS:
        guard.register_visibility(model, Kept(model, _pieces(model)))


def _pieces(model: type[Any]) -> Rule:
    part, level = PARTS[model]

    def rows(standing: Standing) -> Q:
        if standing.role.sees == "nothing":
            return Q(pk__in=[])
        alive = Q(date_deleted=None, client__date_deleted=None)
        alive &= Q(enrollment=None) | Q(enrollment__date_deleted=None)
        own = Q(organization=standing.organization_id)
        shared = _shared(standing, part, level)
        if model is KeptFile:
            # A face is of who the client is, not of their papers.
            shared = _IS_PHOTO & _shared(standing, Component.CLIENTS, Level.BASIC) | ~_IS_PHOTO & shared
        reached = _reached(standing)
        if model is LocalService:
            # Without an enrollment, the service itself would tell of the program that gives it.
            shared &= ~(Q(enrollment=None) & tells_of_stricter_rules("offered__project"))
            reached &= ~Q(enrollment=None, offered__project__is_part_2=True)
        return alive & (own | shared | reached)

    return rows


def _shared(standing: Standing, part: str, level: int) -> Q:
    open_ = Q(is_private=False) | Q(is_private=None, organization__is_confidential=False)
    stays = shared_enrollments(standing, (part, level)).filter(one_by_one("pk", "enrollment"))
    of_stay = Q(enrollment__isnull=False) & Q(Exists(stays))
    return open_ & (of_stay | (Q(enrollment=None) & pieces_shared(standing, part, level)))


def _reached(standing: Standing) -> Q:
    """Give the condition that a role over several agencies, or an emergency, reaches the piece."""
    part_2 = guard.everything(Enrollment, "whether a piece tells of a program under 42 CFR Part 2").filter(
        one_by_one("client", "client"),
        project__organization=OuterRef("organization"),
        project__is_part_2=True,
        date_deleted=None,
    )
    open_to_all = Q(enrollment__project__is_part_2=False) | (Q(enrollment=None) & ~Q(Exists(part_2)))
    opened = Q(opened_in_emergency(standing, "client"))
    if not standing.sees_community:
        return open_to_all & opened
    if standing.cocs is None:
        return open_to_all
    located = guard.everything(ProjectCoC, "what a lead's CoCs hold").filter(
        coc_code__in=standing.cocs, project__organization=OuterRef("organization"), date_deleted=None
    )
    stays = guard.everything(Enrollment, "what a lead's CoCs hold").filter(
        enrolled_in(standing.cocs), one_by_one("pk", "enrollment")
    )
    there = (Q(enrollment=None) & Q(Exists(located))) | Q(Exists(stays))
    return open_to_all & (there | opened)
