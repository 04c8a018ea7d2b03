"""What is due where: the reports that each grant asks for, and those that the whole community owes HUD."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hearth.access.grants import Grant, grant_of, grants
from hearth.access.viewer import Viewer
from hearth.hud.standard import standard
from hearth.library.kinds import kind_of

__all__ = ["Due", "Grant", "due_of_community", "due_of_grants", "grant_of"]


@dataclass(frozen=True, slots=True)
class Due:
    """A report that somebody waits for: its name, where it goes, when; by which report or export it is made here."""

    name: str
    where: str
    when: str
    report: str = ""
    export: str = ""


def due_of_grants(viewer: Viewer) -> list[tuple[Grant, list[Due]]]:
    """Give each grant of the viewer's projects with what it asks for. Raises PermissionDenied."""
    return [(grant, _due_of(grant.funders)) for grant in grants(viewer)]


def due_of_community() -> list[Due]:
    """Give what a CoC owes HUD for all of its projects together."""
    return [Due(**one) for one in _facts()["community"]]


def _due_of(funders: tuple[int, ...]) -> list[Due]:
    components = standard().facts["funder_components"]
    return [
        Due(one["name"], one["where"], one["when"], _here(one.get("report", "")), one.get("export", ""))
        for one in _facts()["due"]
        if any(set(components[name]) & set(funders) for name in one["components"])
    ]


def _here(report: str) -> str:
    """Give the code of a report, or nothing while the library does not offer it."""
    return report if kind_of(report) else ""


@cache
def _facts() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("due.toml").read_text("utf-8"))
