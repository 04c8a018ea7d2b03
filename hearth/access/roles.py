"""Read the rights (rights.toml) and the roles in their sets (role_sets/). Roles are data: no code names one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

# How far a role sees: its agency; one CoC (which one is said where the role is given); every agency; or no row at all.
Sees = Literal["agency", "coc", "community", "nothing"]
# How many accounts may hold a role at one agency: any number, one, or as many as the agency has programs.
Seats = Literal["unlimited", "one", "programs"]
# Whether a role is given at an account's own (primary) agency, at a further one, or at both; "only" is at the own
# agency, and an account that has such a role works for no other.
HeldAs = Literal["both", "primary", "additional", "only"]

_HERE = Path(__file__).parent
_LEADS = "leads"


@dataclass(frozen=True, slots=True)
class Role:
    """A bundle of rights, how far it sees, and to whom it may be given."""

    key: str
    name: str
    sees: Sees
    rights: frozenset[str]
    seats: Seats = "unlimited"
    held_as: HeldAs = "both"
    # Keys of the trainings that go before the role.
    training: tuple[str, ...] = ()

    @property
    def sees_community(self) -> bool:
        """Whether the role sees more than one agency."""
        return self.sees in ("community", "coc")

    def gives(self, right: str) -> bool:
        """Say whether the role has a right whose feature exists. Raises KeyError for one that rights.toml knows not."""
        rights()[right]
        return right in self.rights and right not in pending_rights()


@dataclass(frozen=True, slots=True)
class RoleSet:
    """A set of roles that a community chooses as a whole; who leads the HMIS is in every set."""

    key: str
    name: str
    about: str
    roles: Mapping[str, Role]


# What an account has whose role no file knows any more: nothing.
NO_ROLE = Role("", "", "nothing", frozenset())


@cache
def rights() -> dict[str, str]:
    """Give every right that exists, with its meaning."""
    return dict(_rights_file()["rights"])


@cache
def pending_rights() -> frozenset[str]:
    """Give the rights whose feature does not exist yet. Raises ValueError for one that is no right."""
    pending = frozenset(_rights_file()["pending"])
    if unknown := pending - set(rights()):
        raise ValueError(f"rights.toml: pending has unknown rights: {', '.join(sorted(unknown))}")
    return pending


@cache
def whole_instance_rights() -> frozenset[str]:
    """Give the rights over what all CoCs share. Raises ValueError for one that is no right."""
    found = frozenset(_rights_file()["whole_instance"])
    if unknown := found - set(rights()):
        raise ValueError(f"rights.toml: whole_instance has unknown rights: {', '.join(sorted(unknown))}")
    return found


@cache
def role_sets() -> dict[str, RoleSet]:
    """Give the sets to choose from, by key. Raises ValueError for what role files must not hold."""
    leads = _roles(_LEADS, _file(_LEADS))
    read = {
        path.stem: _file(path.stem) for path in (_HERE / "role_sets").glob("*.toml") if path.stem != _LEADS
    }
    found = {}
    for key, content in sorted(read.items(), key=lambda one: one[1]["order"]):
        found[key] = RoleSet(key, content["name"], content["about"], {**_roles(key, content), **leads})
    return found


@cache
def roles() -> dict[str, Role]:
    """Give the roles of all sets by key. Raises ValueError for a key that two sets use for different roles."""
    found: dict[str, Role] = {}
    for role_set in role_sets().values():
        for key, role in role_set.roles.items():
            if found.setdefault(key, role) != role:
                raise ValueError(f"role_sets: two sets have a role {key}")
    return found


def _roles(file: str, content: dict[str, Any]) -> dict[str, Role]:
    return {key: _role(file, key, facts) for key, facts in content["roles"].items()}


def _role(file: str, key: str, facts: dict[str, Any]) -> Role:
    if unknown := set(facts["rights"]) - set(rights()):
        raise ValueError(f"{file}.toml: {key} has unknown rights: {', '.join(sorted(unknown))}")
    for name, allowed in (("sees", Sees), ("seats", Seats), ("held_as", HeldAs)):
        if facts[name] not in get_args(allowed):
            raise ValueError(f"{file}.toml: {key} has no such {name}: {facts[name]}")
    return Role(
        key=key,
        name=facts["name"],
        sees=facts["sees"],
        rights=frozenset(facts["rights"]),
        seats=facts["seats"],
        held_as=facts["held_as"],
        training=tuple(facts["training"]),
    )


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / "role_sets" / f"{name}.toml").read_text("utf-8"))


@cache
def _rights_file() -> dict[str, Any]:
    return tomllib.loads((_HERE / "rights.toml").read_text("utf-8"))
