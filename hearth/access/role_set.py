"""The set of roles that this community uses, and what a move from one set to another means for each account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearth.access.roles import NO_ROLE, Role, RoleSet, pending_rights, rights, role_sets, roles
from hearth.records.models import AgencyRole
from hearth.records.setting import settings_at

KEY = "role_set"


@dataclass(frozen=True, slots=True)
class Move:
    """A role that accounts hold and that another set does not have, and the role there that stands in for it."""

    old: Role
    new: Role
    accounts: tuple[str, ...]
    gains: tuple[str, ...]
    loses: tuple[str, ...]


def role_set_in_use() -> RoleSet:
    """Give the set. Raises KeyError when the setting names one that does not exist."""
    return role_sets()[settings_at([KEY])[KEY]]


def moves_to(chosen: RoleSet, given: Mapping[str, str] | None = None) -> list[Move]:
    """Give a move for each role that is held now and not in the set; `given` names the new role by the old one.

    Where nothing is given, the role that has the most rights in common stands in. Raises KeyError for a new role that
    the set does not have.
    """
    holders: dict[str, list[str]] = {}
    for row in AgencyRole.objects.exclude(role__in=chosen.roles).select_related("account"):
        holders.setdefault(row.role, []).append(row.account.name)
    moves = []
    for key in sorted(holders):
        old = roles().get(key, NO_ROLE)
        named = (given or {}).get(key)
        new = chosen.roles[named] if named else _nearest(old, chosen.roles.values())
        moves.append(
            Move(
                old=old if old.key else Role(key, key, "nothing", frozenset()),
                new=new,
                accounts=tuple(sorted(holders[key])),
                gains=_in_order(new.rights - old.rights),
                loses=_in_order(old.rights - new.rights),
            )
        )
    return moves


def given_rights(role: Role) -> frozenset[str]:
    """Give the rights that a role really gives today: those whose feature exists."""
    return role.rights - pending_rights()


def _in_order(some: Iterable[str]) -> tuple[str, ...]:
    wanted = set(some)
    return tuple(right for right in rights() if right in wanted)


def _nearest(old: Role, among: Iterable[Role]) -> Role:
    """Give the role that shares the largest part of its rights with the old one, never one that sees further."""
    agency_only = [role for role in among if role.sees == "agency"]
    return max(agency_only, key=lambda role: len(role.rights & old.rights) / len(role.rights | old.rights))
