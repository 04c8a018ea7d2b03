"""Choose the set of roles that this community uses, and move every account to a role of it."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.role_set import KEY, Move, moves_to, role_set_in_use
from hearth.access.roles import RoleSet, role_sets
from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.seats import most_seats
from hearth.records import guard
from hearth.records.models import AgencyRole, Organization
from hearth.records.models.coc import Setting
from hearth.records.write import change

RIGHT = "choose_roles"


@transaction.atomic
def choose_role_set(*, by: Viewer, key: str, moves: Mapping[str, str]) -> None:
    """Use the set from now on. `moves` names the new role by the old one, for each old role that is held.

    Raises PermissionDenied for who does not lead every CoC, KeyError for a set or a role that does not exist, NotDone
    where a role is left without a new one, would see further than before, or would have more holders than seats.
    """
    if not by.may(RIGHT, everywhere=True):
        raise PermissionDenied
    chosen = role_sets()[key]
    if chosen is role_set_in_use():
        return
    planned = moves_to(chosen, moves)
    problems = [*_left_out(planned, moves), *_too_far(planned)]
    with change(by=by.account, action="choose_role_set", why=key):
        for move in planned:
            AgencyRole.objects.filter(role=move.old.key).update(role=move.new.key)
        problems += _without_seat(chosen)
        if problems:
            # Raised inside the change: what was moved is moved back with it.
            raise NotDone(problems)
        Setting.objects.update_or_create(
            key=KEY, coc=None, organization=None, project=None, defaults={"value": key}
        )


def _left_out(planned: list[Move], moves: Mapping[str, str]) -> list[Problem]:
    line = _("Say which role takes the place of %(role)s.")
    return [
        Problem(line % {"role": move.old.name}, "role_set/every_role")
        for move in planned
        if move.old.key not in moves
    ]


def _too_far(planned: list[Move]) -> list[Problem]:
    line = _("%(new)s sees further than %(old)s: give it to people one by one.")
    return [
        Problem(line % {"new": move.new.name, "old": move.old.name}, "role_set/no_further")
        for move in planned
        if move.new.sees != "agency"
    ]


def _without_seat(chosen: RoleSet) -> list[Problem]:
    """Give a problem for each agency where a role would have more holders than it has seats, or is held wrongly."""
    problems = []
    for role in chosen.roles.values():
        rows = AgencyRole.objects.filter(role=role.key)
        wrong = (
            rows.filter(is_primary=role.held_as == "additional") if role.held_as != "both" else rows.none()
        )
        if wrong.exists():
            line = {
                "primary": _("%(role)s is held at a main agency only, and somebody would hold it elsewhere."),
                "only": _("%(role)s is held at a main agency only, and somebody would hold it elsewhere."),
                "additional": _(
                    "%(role)s is held at a further agency only, and somebody would hold it at their main one."
                ),
            }[role.held_as]
            problems.append(Problem(line % {"role": role.name}, "role/held_as"))
        if role.seats == "unlimited":
            continue
        active = rows.filter(account__is_active=True)
        holders: dict[uuid.UUID, int] = {}
        for place in active.values_list("organization_id", flat=True):
            holders[place] = holders.get(place, 0) + 1
        agencies = (
            guard.everything(Organization, "count seats")
            .filter(pk__in=holders)
            .order_by("organization_name", "pk")
        )
        for agency in agencies:
            most = most_seats(role, agency) or 0
            if holders[agency.pk] > most:
                line = _("%(agency)s would have %(taken)s people as %(role)s, and has seats for %(most)s.")
                words = {"agency": agency.organization_name, "taken": holders[agency.pk], "role": role.name}
                problems.append(Problem(line % {**words, "most": most}, "role/seats"))
    return problems
