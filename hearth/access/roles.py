"""Read the roles: hearth/access/roles.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Role:
    """A bundle of rights, and how far it sees."""

    key: str
    name: str
    sees: Literal["agency", "community"]
    rights: frozenset[str]


@cache
def rights() -> dict[str, str]:
    """Give every right that exists, with its meaning."""
    return dict(_roles_file()["rights"])


@cache
def roles() -> dict[str, Role]:
    """Give the roles by key. Raises ValueError for a role with a right that does not exist."""
    found = {}
    for key, role in _roles_file()["roles"].items():
        unknown = set(role["rights"]) - set(rights())
        if unknown:
            raise ValueError(f"roles.toml: {key} has unknown rights: {', '.join(sorted(unknown))}")
        found[key] = Role(key, role["name"], role["sees"], frozenset(role["rights"]))
    return found


@cache
def _roles_file() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((Path(__file__).parent / "roles.toml").read_text("utf-8"))
